using System.Net;
using System.Net.Sockets;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Stands between the bot and PostgreSQL and cuts the connection at a commit: before it is passed on, or after it was done and before the bot hears of it.</summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Random _random;
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _cuts;
    private int _unheard;

    public CommitCutter(int serverPort, int seed)
    {
        _serverPort = serverPort;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The chance (0 to 1) that a commit is cut.</summary>
    public double Probability { get; set; }

    /// <summary>After so many cuts all go through.</summary>
    public int MostCuts { get; init; } = int.MaxValue;

    public int Cuts => Math.Min(_cuts, MostCuts);

    /// <summary>Cuts after which the commit was done all the same.</summary>
    public int Unheard => _unheard;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_ended.Token);
            _ = RelayAsync(client);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _ended.Token);
                using var cut = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                var back = BackAsync(server.GetStream(), client.GetStream(), cut.Token);
                await ForthAsync(client.GetStream(), server.GetStream(), cut, back);
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone, which is what we are here for.
            }
        }
    }

    private async Task ForthAsync(NetworkStream client, NetworkStream server, CancellationTokenSource cut, Task back)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, _ended.Token) is > 0 and var read)
        {
            if (!IsCommit(buffer.AsSpan(0, read)) || !Draws(Probability) || Interlocked.Increment(ref _cuts) > MostCuts)
            {
                await server.WriteAsync(buffer.AsMemory(0, read), _ended.Token);
                continue;
            }
            await cut.CancelAsync();
            await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Draws(0.5))
            {
                await server.WriteAsync(buffer.AsMemory(0, read), _ended.Token);
                // The server's answer says that it is done; nobody else hears it.
                if (await server.ReadAsync(buffer, _ended.Token) > 0) Interlocked.Increment(ref _unheard);
            }
            return;
        }
    }

    private static async Task BackAsync(NetworkStream server, NetworkStream client, CancellationToken cut)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, cut) is > 0 and var read) await client.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
    }

    private static bool IsCommit(ReadOnlySpan<byte> sent) => sent.IndexOf("COMMIT"u8) >= 0;

    private bool Draws(double probability)
    {
        lock (_random) return _random.NextDouble() < probability;
    }
}
