using System.Net.WebSockets;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>The open streams: a few for each conversation. What a client has not read is in the store, so that a broken stream loses nothing.</summary>
public sealed class DirectLineStreams(IConversationLog log, DirectLineWriter writer, TimeProvider clock, IHostApplicationLifetime host)
{
    private const int MostAtOnce = 100;

    /// <summary>A client that is sent nothing for this long gets an empty frame.</summary>
    public static TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(25);

    /// <summary>A client that says nothing for this long, not even an empty frame, is gone.</summary>
    public static TimeSpan IdleLimit { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Streams that one conversation may have: a page in two windows, and one whose line broke unnoticed. The oldest beyond these is closed as a
    /// collision. With one alone two windows would close each other for ever, for Microsoft's client comes back after any close.
    /// </summary>
    public const int MostForOne = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Stream>> open = new(StringComparer.Ordinal);

    /// <summary>How many are open on this node.</summary>
    public int Count
    {
        get
        {
            lock (gate) return open.Values.Sum(s => s.Count);
        }
    }

    /// <summary>Serves one socket until either side ends it.</summary>
    public async Task RunAsync(HttpContext http, string conversation, long after, string root)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) }).ConfigureAwait(false);
        using var stream = new Stream(CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping));
        Enter(conversation, stream);
        try
        {
            var listening = ListenAsync(socket, stream);
            await TalkAsync(socket, stream, conversation, after, root).ConfigureAwait(false);
            await CloseAsync(socket, host.ApplicationStopping.IsCancellationRequested ? "restart" : stream.Reason).ConfigureAwait(false);
            await HeardOutAsync(socket, listening).ConfigureAwait(false);
        }
        finally
        {
            Leave(conversation, stream);
        }
    }

    private void Enter(string conversation, Stream stream)
    {
        Stream? oldest = null;
        lock (gate)
        {
            if (!open.TryGetValue(conversation, out var streams)) open[conversation] = streams = [];
            streams.Add(stream);
            if (streams.Count > MostForOne)
            {
                oldest = streams[0];
                streams.RemoveAt(0);
            }
        }
        oldest?.End("collision");
    }

    private void Leave(string conversation, Stream stream)
    {
        lock (gate)
        {
            if (open.TryGetValue(conversation, out var streams) && streams.Remove(stream) && streams.Count == 0) open.Remove(conversation);
        }
    }

    private async Task TalkAsync(WebSocket socket, Stream stream, string conversation, long after, string root)
    {
        var id = DirectLineNames.IdOf(conversation);
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var rows = await log.ReadAfterAsync(id, after, MostAtOnce, stream.Ended).ConfigureAwait(false);
                if (rows.Count == 0)
                {
                    if (!await MoreAsync(id, after, stream.Ended).ConfigureAwait(false)) await SendAsync(socket, default, stream.Ended).ConfigureAwait(false);
                    continue;
                }

                var set = writer.Write(conversation, rows, after, root, live: true);
                after = rows[^1].Sequence;
                if (set.Activities.Count > 0) await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(set, WireJson.Wire.WireActivitySet), stream.Ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client, a newer stream or the end of the program ended it.
        }
        catch (WebSocketException)
        {
            // The line broke; the client comes back with its watermark.
        }
    }

    /// <returns>False when nothing came for so long that a sign of life is due.</returns>
    private async Task<bool> MoreAsync(string id, long after, CancellationToken ended)
    {
        using var quiet = new CancellationTokenSource(KeepAlive, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, quiet.Token);
        try
        {
            await log.WaitForMoreAsync(id, after, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Clients send only signs of life here; whatever comes is read and dropped.</summary>
    private async Task ListenAsync(WebSocket socket, Stream stream)
    {
        var room = new byte[256];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(room.AsMemory(), CancellationToken.None).AsTask().WaitAsync(IdleLimit, clock).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close) break;
            }
            stream.End("closed");
        }
        catch (TimeoutException)
        {
            stream.End("idle");
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            stream.End("broken");
        }
    }

    private static async Task CloseAsync(WebSocket socket, string? reason)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await socket.CloseOutputAsync(reason == "restart" ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, reason, limit.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody there to be told.
        }
    }

    /// <summary>Gives the client a moment to close its side, so that it reads why we closed ours.</summary>
    private async Task HeardOutAsync(WebSocket socket, Task listening)
    {
        try
        {
            await listening.WaitAsync(TimeSpan.FromSeconds(2), clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            socket.Abort();
            await listening.ConfigureAwait(false);
        }
    }

    private static ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellation) =>
        socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private sealed class Stream(CancellationTokenSource ended) : IDisposable
    {
        public CancellationToken Ended => ended.Token;

        public string? Reason { get; private set; }

        public void End(string reason)
        {
            try
            {
                Reason ??= reason;
                ended.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It had ended by itself.
            }
        }

        public void Dispose() => ended.Dispose();
    }
}
