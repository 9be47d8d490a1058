using System.Net;
using LinkAndMatch.Bot.FakeTelegram.Api;
using LinkAndMatch.Bot.FakeTelegram.Control;
using LinkAndMatch.Bot.FakeTelegram.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>A fake Telegram in this process, listening on 127.0.0.1. One server serves one bot.</summary>
public sealed class FakeTelegramServer : IFakeTelegram, IAsyncDisposable
{
    private readonly TelegramWorld _world;
    private readonly UserDesk _desk;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;

    private FakeTelegramServer(FakeTelegramOptions options)
    {
        _world = new TelegramWorld(options);
        _desk = new UserDesk(_world);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.AddRouting();
        builder.Services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default));
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = 60 * 1024 * 1024);
        _app = builder.Build();
        var bot = new BotEndpoint(_world, _stopping.Token);
        _app.Use(TellFailuresAsync);
        // The bot's calls go past routing: they are most of the load.
        _app.Use(async (http, next) =>
        {
            if (!await bot.TryAnswerAsync(http)) await next(http);
        });
        _app.UseRouting();
        _app.MapControl(this);
    }

    /// <inheritdoc/>
    public string BaseUrl { get; private set; } = "";

    /// <summary>The token to give to the bot.</summary>
    public string Token => _world.Options.Token;

    /// <summary>Raised after each message or edit of the bot, on the thread of its call: be brief.</summary>
    public event Action<BotMessage> Shown
    {
        add => _world.Shown += value;
        remove => _world.Shown -= value;
    }

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static async Task<FakeTelegramServer> StartAsync(FakeTelegramOptions? options = null)
    {
        var server = new FakeTelegramServer(options ?? new FakeTelegramOptions());
        await server._app.StartAsync();
        server.BaseUrl = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        return server;
    }

    /// <summary>Does one act at once.</summary>
    public SentUpdate Act(UserAct act) => _desk.Act(act);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SentUpdate>> ActAsync(IReadOnlyList<UserAct> acts, CancellationToken cancellation = default)
    {
        var sent = new SentUpdate[acts.Count];
        for (var i = 0; i < sent.Length; i++) sent[i] = _desk.Act(acts[i]);
        return Task.FromResult<IReadOnlyList<SentUpdate>>(sent);
    }

    /// <inheritdoc/>
    public Task AddGroupAsync(long chatId, string title, CancellationToken cancellation = default)
    {
        _world.ChatOf(chatId, title).Title = title;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RefuseAsync(long chatId, string? description, CancellationToken cancellation = default)
    {
        var chat = _world.ChatOf(chatId, "");
        lock (chat.Gate) chat.Refusal = description;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task MigrateAsync(long chatId, long newChatId, CancellationToken cancellation = default)
    {
        var old = _world.ChatOf(chatId, "Group");
        _world.ChatOf(newChatId, old.Title);
        _desk.Migrated(old, newChatId);
        lock (old.Gate) old.MigratedTo = newChatId;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task BehaveAsync(FakeBehaviour behaviour, CancellationToken cancellation = default)
    {
        _world.Behave(behaviour);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AddFaultAsync(Fault fault, CancellationToken cancellation = default)
    {
        _world.Faults.Add(fault);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearFaultsAsync(CancellationToken cancellation = default)
    {
        _world.Faults.Clear();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RestartUpdateIdsAsync(long nextUpdateId, CancellationToken cancellation = default)
    {
        _world.Updates.RestartIdsAt(nextUpdateId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ChatRecord> ReadChatAsync(long chatId, int? afterChanges = null, TimeSpan wait = default, CancellationToken cancellation = default) =>
        _world.FindChat(chatId) is { } chat
            ? chat.ReadAsync(afterChanges, wait, cancellation)
            : throw new ArgumentException($"Nobody has opened chat {chatId} yet.", nameof(chatId));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiCall>> ReadCallsAsync(long afterNumber = 0, CancellationToken cancellation = default) =>
        Task.FromResult(_world.Calls.After(afterNumber));

    /// <inheritdoc/>
    public async Task<FakeCounters> ReadCountersAsync(TimeSpan waitUntilTaken = default, CancellationToken cancellation = default)
    {
        if (waitUntilTaken > TimeSpan.Zero) await _world.Updates.WaitUntilTakenAsync(waitUntilTaken, cancellation);
        return _world.Calls.Counters(_world.Updates);
    }

    /// <inheritdoc/>
    public Task<BotProfile> ReadProfileAsync(CancellationToken cancellation = default) =>
        Task.FromResult(new BotProfile(_world.Webhook.Url, [.. _world.Menus.Values], [.. _world.Descriptions.Select(d => new BotDescription(d.Key.Language, d.Key.Kind, d.Value))]));

    /// <inheritdoc/>
    public Task<byte[]?> ReadFileAsync(string fileId, CancellationToken cancellation = default) => Task.FromResult(_world.Files.Find(fileId)?.Bytes);

    /// <summary>A mistake in the fake itself is told to the caller: it has no log.</summary>
    private static async Task TellFailuresAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception error) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = error is ArgumentException ? 404 : 500;
            await http.Response.WriteAsync(error.ToString());
        }
    }

    /// <summary>Ends polls and posts, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _world.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}
