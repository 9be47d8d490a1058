using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Channels.WebChat;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

/// <summary>The front doors on a real port, before turns in memory.</summary>
internal sealed class ProtocolHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private ProtocolHost(WebApplication app, MemoryTurns turns, string folder)
    {
        this.app = app;
        this.folder = folder;
        Turns = turns;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public MemoryTurns Turns { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A bot that repeats what it hears.</summary>
    public static IReadOnlyList<Reply> Echo(Activity activity) =>
        [Say(activity.Type == ActivityType.Button ? $"tapped {activity.ButtonData}" : activity.Type == ActivityType.Joined ? "welcome" : $"heard {activity.Text}")];

    public static Reply Say(params TextRun[] runs) => new() { Parts = [new ReplyPart("test", runs)], Class = DeliveryClass.Question };

    public static Reply Say(string text) => Say(new TextRun(text));

    public static async Task<ProtocolHost> StartAsync(
        Dictionary<string, string?>? settings = null, Func<Activity, IReadOnlyList<Reply>>? bot = null, string environment = "Development", TimeProvider? clock = null, bool withBundle = true)
    {
        var folder = Directory.CreateTempSubdirectory("protocol").FullName;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = folder });
        Directory.CreateDirectory(Path.Combine(folder, "wwwroot", "webchat"));
        if (withBundle) await File.WriteAllTextAsync(Path.Combine(folder, "wwwroot", "webchat", "webchat.js"), "window.WebChat = {};", TestContext.Current.CancellationToken);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DirectLine:KeyPath"] = Path.Combine(folder, "key"),
            ["DirectLine:UploadsPath"] = Path.Combine(folder, "uploads"),
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var services = builder.Services;
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddBotFramework(builder.Configuration);
        services.AddDirectLine(builder.Configuration);
        services.AddWebChat();
        services.AddSingleton(TestCatalog.OfPage);
        services.AddSingleton<IFileStore, MemoryFiles>();
        services.AddSingleton(s => new MemoryTurns(s.GetServices<IActivitySender>, bot ?? Echo, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IActivityInbox>(s => s.GetRequiredService<MemoryTurns>());
        services.AddSingleton<IConversationLog>(s => s.GetRequiredService<MemoryTurns>());
        var app = builder.Build();
        app.UseWebSockets();
        app.MapBotFramework();
        app.MapDirectLine();
        app.MapWebChat();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ProtocolHost(app, app.Services.GetRequiredService<MemoryTurns>(), folder);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, string? bearer = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), bearer, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? bearer, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        // No test needs to think of it: what is answered is looked at here.
        if (response.Content.Headers.ContentType?.MediaType == "application/json" && await response.JsonAsync() is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("activities", out var activities))
        {
            foreach (var activity in activities.EnumerateArray()) await ActivitySchema.CheckAsync(activity);
        }
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>The code of an error answer, which has exactly this shape.</summary>
    public static async Task<string> ErrorCodeAsync(this HttpResponseMessage response)
    {
        var body = await response.JsonAsync();
        Assert.Equal(["error"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["code", "message"], body.GetProperty("error").EnumerateObject().Select(p => p.Name));
        return body.GetProperty("error").GetProperty("code").GetString()!;
    }
}
