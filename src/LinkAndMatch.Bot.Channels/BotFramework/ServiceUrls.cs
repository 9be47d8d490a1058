using System.Net;
using System.Net.Sockets;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>A place where replies must not go.</summary>
public sealed class ForbiddenAddressException(string host) : HttpRequestException($"The host {host} lies at a private address.");

/// <summary>Where the bot may speak to: the public internet, and private networks only when the operator says so.</summary>
public static class ServiceUrls
{
    /// <summary>True for an absolute http or https address without a user, a query or a fragment.</summary>
    public static bool IsAddress(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>True when replies of this caller may go to the address, as far as its text tells: plain http only on this machine or in a private network.</summary>
    public static bool MayAnswer(string serviceUrl, string caller, bool allowPrivate)
    {
        if (!IsAddress(serviceUrl)) return false;
        var uri = new Uri(serviceUrl);
        if (caller == new Caller.Developer().Name) return uri.IsLoopback;
        return allowPrivate || (uri.Scheme == Uri.UriSchemeHttps && !uri.IsLoopback);
    }

    /// <summary>Connections that look at the address a name leads to, and connect to that very address: a name may lead elsewhere the next time.</summary>
    public static SocketsHttpHandler Handler(bool allowPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = async (context, cancellation) =>
        {
            var host = context.DnsEndPoint.Host;
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
            var allowed = addresses.Where(a => IsPublic(a) || allowPrivate || (IPAddress.IsLoopback(a) && context.InitialRequestMessage.Options.TryGetValue(Loopback, out var open) && open)).ToArray();
            if (allowed.Length == 0) throw new ForbiddenAddressException(host);

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Set on requests to a developer's own programs.</summary>
    public static HttpRequestOptionsKey<bool> Loopback { get; } = new("loopback");

    /// <summary>False for addresses of this machine, of private networks, of links, of groups, and for those that wrap one of them.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        var b = address.GetAddressBytes();
        if (b.Length == 4)
        {
            return b switch
            {
                [0 or 10 or 127, ..] => false,
                [100, >= 64 and <= 127, ..] => false,
                [169, 254, ..] => false,
                [172, >= 16 and <= 31, ..] => false,
                [192, 0, 0 or 2, _] => false,
                [192, 88, 99, _] => false,
                [192, 168, ..] => false,
                [198, 18 or 19, ..] => false,
                [198, 51, 100, _] => false,
                [203, 0, 113, _] => false,
                [>= 224, ..] => false,
                _ => true,
            };
        }
        // Only 2000::/3 is the public internet; of it 2001:db8::/32 is for examples, 2002::/16 and 2001::/32 (Teredo) wrap IPv4.
        return b[0] is >= 0x20 and <= 0x3F && b is not [0x20, 0x02, ..] and not [0x20, 0x01, 0x0D, 0xB8, ..] and not [0x20, 0x01, 0, 0, ..];
    }
}
