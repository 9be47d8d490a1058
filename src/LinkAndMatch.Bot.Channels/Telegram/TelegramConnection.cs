using System.Net;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// The one way to the Bot API: one pool of connections, two clients over it. No handler logs, traces or repeats here:
/// the token is part of every address, and only the outbox may decide to say something twice.
/// </summary>
public sealed class TelegramConnection : IDisposable
{
    private readonly SocketsHttpHandler _sockets;
    private readonly HttpClient _quick;
    private readonly HttpClient _patient;

    public TelegramConnection(IOptions<TelegramOptions> options)
    {
        var settings = options.Value;
        // RetryThreshold 0: a 429 comes back to us at once, with its wait, instead of blocking a lane inside the library.
        var bot = new TelegramBotClientOptions(settings.BotToken!, settings.ApiBaseUrl) { RetryThreshold = 0, RetryCount = 0 };
        _sockets = new SocketsHttpHandler
        {
            // Without a propagator the runtime makes no span of the request, whose url.full would hold the token.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.Timeout / 2,
            MaxConnectionsPerServer = 256,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            UseCookies = false,
            UseProxy = settings.ApiBaseUrl == TelegramOptions.DefaultApiBaseUrl,
        };
        var watched = new WriteWatch(_sockets);
        _quick = new HttpClient(watched, disposeHandler: false) { Timeout = settings.Timeout };
        _patient = new HttpClient(watched, disposeHandler: false) { Timeout = settings.PollFor + settings.Timeout + TimeSpan.FromSeconds(30) };
        Client = new TelegramBotClient(bot, _quick);
        PatientClient = new TelegramBotClient(bot, _patient);
        BotId = settings.BotToken![..settings.BotToken!.IndexOf(':', StringComparison.Ordinal)];
    }

    /// <summary>For calls that answer at once.</summary>
    public ITelegramBotClient Client { get; }

    /// <summary>For long polls and files.</summary>
    public ITelegramBotClient PatientClient { get; }

    /// <summary>The digits of the token: which of our bots this is.</summary>
    public string BotId { get; }

    public void Dispose()
    {
        _quick.Dispose();
        _patient.Dispose();
        _sockets.Dispose();
    }
}
