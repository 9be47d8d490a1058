using Telegram.Bot;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

/// <summary>One fake server and the real client library talking to it; each test has its own.</summary>
public abstract class FakeTelegramFixture : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static FakeUser Budi { get; } = new(501, "Budi");

    protected FakeTelegramServer Fake { get; private set; } = null!;

    protected TelegramBotClient Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Fake = await FakeTelegramServer.StartAsync();
        Bot = ClientOf(Fake.BaseUrl, Fake.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Fake.DisposeAsync();
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The client as the bot has it, but without retries of its own.</summary>
    protected TelegramBotClient ClientOf(string baseUrl, string token) =>
        new(new TelegramBotClientOptions(token, baseUrl) { RetryCount = 0, RetryThreshold = 0 }, _http, CancellationToken.None);
}
