using System.Net;
using System.Net.Sockets;
using LinkAndMatch.Bot.Channels;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Channels.WebChat;
using LinkAndMatch.Bot.Commands;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Files;
using LinkAndMatch.Bot.Knowledge;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Model;
using LinkAndMatch.Bot.Partnering;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Publishing;
using LinkAndMatch.Bot.SampleData;
using LinkAndMatch.Bot.Starting;
using LinkAndMatch.Bot.Turns;
using Microsoft.Extensions.Logging.Console;
using Orleans.Configuration;

namespace LinkAndMatch.Bot;

/// <summary>Joins the rooms.</summary>
public static class BotHost
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Of so many conversations a node remembers on which other node their lane runs.</summary>
    private const int LanesRemembered = 10_000;

    /// <summary>The server: all channels, lanes and clocks.</summary>
    /// <param name="first">Called before any setting is read.</param>
    /// <param name="more">Called when all is registered, so that what it registers counts.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication BuildServer(string[] args, Action<WebApplicationBuilder>? more = null, Action<WebApplicationBuilder>? first = null)
    {
        var builder = NewBuilder(args, LogLevel.Information);
        first?.Invoke(builder);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        CheckAddresses(builder.Configuration["urls"]);
        // Bot Framework's clients put conversation ids into a header as they are, letters beyond ASCII in Latin-1.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1);
        builder.AddRooms(BotSettings.Read(builder.Configuration, builder.Environment.ContentRootPath));
        builder.AddLanes();
        builder.Services.AddTelegram(builder.Configuration);
        builder.Services.AddBotFramework(builder.Configuration);
        builder.Services.AddDirectLine(builder.Configuration);
        builder.Services.AddWebChat();
        builder.Services.AddHostedService<HouseKeeping>();
        builder.Services.AddHealth();
        builder.Services.AddFigures();
        more?.Invoke(builder);

        var app = builder.Build();
        app.MapHealth();
        app.MapFigures();
        app.MapTelegram();
        app.UseWebSockets();
        app.MapBotFramework();
        app.MapDirectLine();
        app.MapWebChat();
        app.SayWelcome();
        return app;
    }

    /// <summary>The chat in the terminal: the same bot with lanes and a sender of its own, beside a server or without one.</summary>
    public static WebApplication BuildTerminal(string[] args, Action<WebApplicationBuilder>? more = null)
    {
        var builder = NewBuilder(args, LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddRooms(BotSettings.Read(builder.Configuration, builder.Environment.ContentRootPath));
        builder.AddLanes();
        builder.Services.AddTerminal();
        more?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The rooms without lanes or senders: what is written waits in the inbox for the server.</summary>
    public static WebApplication BuildTools(string[] args, Action<WebApplicationBuilder>? more = null)
    {
        var builder = NewBuilder(args, LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // What a tool prints is read by other programs: no log between it.
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddRooms(BotSettings.Read(builder.Configuration, builder.Environment.ContentRootPath));
        more?.Invoke(builder);
        return builder.Build();
    }

    // Settings hold until the next start: nothing watches the folder, in which a database may lie that is written all the time.
    private static WebApplicationBuilder NewBuilder(string[] args, LogLevel usual)
    {
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddLogFilters(usual);
        return builder;
    }

    private static void CheckAddresses(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                throw new SettingException($"ASPNETCORE_URLS is '{url}'; it must be an address such as {DefaultUrl}, or several with semicolons between.");
            }
        }
    }

    private static void AddRooms(this WebApplicationBuilder builder, BotSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(new OfficersOptions { Conversation = settings.OfficersGroup });
        services.AddSingleton(s => new MatchTerms(NearProcesses(s.GetRequiredService<LanguageData>())));
        services.AddPartnering(settings.Store);
        services.AddKnowledge(settings.DialogsPath).AddSingleton<IFaqSource, PublishedAnswers>();
        services.AddModel(builder.Configuration, settings.DialogsPath);
        services.AddTurns(settings.Store, builder.Configuration);

        services.AddSingleton(_ => LanguageData.Load(Path.Combine(settings.DialogsPath, "data")));
        services.AddSingleton(s => DialogFiles.Load(
            settings.DialogsPath, [.. s.GetServices<DialogDoorName>()], Lookups(s.GetRequiredService<LanguageData>())));
        services.AddSingleton(s => new TurnRunner(s.GetRequiredService<DialogCatalog>(), s.GetRequiredService<LanguageData>(), OptionsOf(s.GetRequiredService<AzureOpenAIOptions>())));

        services.AddSingleton<IFileStore>(new FolderFileStore(settings.FilesPath));
        services.AddKeyedSingleton<ISlowStepWorker, StorePhotos>(StorePhotos.Kind);
        services.AddSingleton<LoadSampleData>().AddSingleton<InboxCommand>().AddSingleton<ExportQuestions>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
    }

    private static TurnOptions OptionsOf(AzureOpenAIOptions model) => TurnOptions.Default with
    {
        Model = model.ChatDeployment is not null,
        ModelSearches = model.EmbeddingDeployment is not null,
        Transcription = model.TranscriptionDeployment is not null,
    };

    private static TextLookups Lookups(LanguageData language) =>
        new((list, key, tongue) => language.Vocabulary.Label(list, key, tongue), (code, _) => language.Regions.FullName(code));

    private static Dictionary<string, IReadOnlyList<string>> NearProcesses(LanguageData language) =>
        language.Vocabulary.List("processes").ToDictionary(t => t.Key, t => t.Near);

    private static void AddLanes(this WebApplicationBuilder builder)
    {
        builder.UseOrleans(silo =>
        {
            // One node is a cluster of one on free ports, so that a terminal chat may run beside the server.
            var (siloPort, gatewayPort) = FreePorts();
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            // Orleans sets the room aside at once; the default of a million costs every start some tens of milliseconds and megabytes.
            silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = LanesRemembered);
        });
        // After the silo: services start in this order and stop in the other. Who wakes lanes finds them there, and at a stop the doors close first.
        builder.Services.AddTurnClocks().AddHostedService<WarmUp>();
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
