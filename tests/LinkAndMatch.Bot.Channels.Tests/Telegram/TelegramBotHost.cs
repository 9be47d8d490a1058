using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

/// <summary>The Telegram channel as the host has it, with an inbox and files in memory. Web requests go through a test server.</summary>
internal sealed class TelegramBotHost : IAsyncDisposable
{
    public const string Secret = "0123456789-abcdefghijklmnopqrstu_VWXYZ";

    private readonly WebApplication _app;

    private TelegramBotHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IActivitySender Sender => Services.GetRequiredService<IActivitySender>();

    public HttpClient Web => _app.GetTestClient();

    public IHostApplicationLifetime Lifetime => Services.GetRequiredService<IHostApplicationLifetime>();

    /// <param name="baseUrl">Of the Bot API server.</param>
    /// <param name="port">Where to listen on 127.0.0.1; null: only for <see cref="Web"/>.</param>
    /// <param name="settings">Beside token and address: name and value.</param>
    public static async Task<TelegramBotHost> StartAsync(
        string baseUrl,
        IActivityInbox? inbox = null,
        TimeProvider? clock = null,
        IFileStore? files = null,
        DialogCatalog? catalog = null,
        ILoggerProvider? log = null,
        bool runs = true,
        int? port = null,
        params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (port is { } number) builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(number));
        else builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:BotToken"] = new FakeTelegramOptions().Token,
            ["Telegram:ApiBaseUrl"] = baseUrl,
            ["Telegram:PollFor"] = "00:00:01",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => s.Value));
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        if (log is not null) builder.Logging.AddProvider(log);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(inbox ?? new MemoryInbox());
        builder.Services.AddSingleton(files ?? new MemoryFiles());
        builder.Services.AddSingleton(catalog ?? TestCatalog.Empty);
        builder.Services.AddTelegram(builder.Configuration);
        if (!runs)
        {
            foreach (var hosted in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(ChannelsSetup).Assembly).ToList())
            {
                builder.Services.Remove(hosted);
            }
        }

        var app = builder.Build();
        app.MapTelegram();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TelegramBotHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
