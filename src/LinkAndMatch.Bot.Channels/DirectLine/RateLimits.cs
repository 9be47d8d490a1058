using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>A bucket for each key: so many at once, then so many a second.</summary>
public sealed class RateLimit(int burst, double perSecond, TimeProvider clock)
{
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private int taken;

    /// <returns>Zero when there was room; else how long until there is.</returns>
    public TimeSpan Take(string key)
    {
        if (Interlocked.Increment(ref taken) % Many == 0) ForgetFull();

        var now = clock.GetTimestamp();
        var bucket = buckets.GetOrAdd(key, _ => new Bucket { Left = burst, At = now });
        lock (bucket)
        {
            bucket.Left = Math.Min(burst, bucket.Left + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            if (bucket.Left < 1) return TimeSpan.FromSeconds((1 - bucket.Left) / perSecond);

            bucket.Left--;
            return TimeSpan.Zero;
        }
    }

    private void ForgetFull()
    {
        var now = clock.GetTimestamp();
        foreach (var (key, bucket) in buckets)
        {
            lock (bucket)
            {
                if (bucket.Left + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond) >= burst) buckets.TryRemove(KeyValuePair.Create(key, bucket));
            }
        }
    }

    private sealed class Bucket
    {
        public double Left { get; set; }
        public long At { get; set; }
    }
}

/// <summary>The limits of the Direct Line front door.</summary>
public sealed class RateLimits(DirectLineOptions options, TimeProvider clock)
{
    /// <summary>New tokens and conversations, by address.</summary>
    public RateLimit Starts { get; } = new(options.StartsPerMinute, options.StartsPerMinute / 60.0, clock);

    /// <summary>Activities, by conversation.</summary>
    public RateLimit Posts { get; } = new(options.PostBurst, 3, clock);

    /// <summary>Readings, by conversation: a client that polls asks five times a second at most.</summary>
    public RateLimit Reads { get; } = new(options.PostBurst * 4, 10, clock);

    /// <summary>Uploads, by conversation.</summary>
    public RateLimit Uploads { get; } = new(10, 0.5, clock);

    /// <summary>Who is asking: an address, and of IPv6 the network, for a household has more addresses there than can be counted.</summary>
    public static string KeyOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }
}
