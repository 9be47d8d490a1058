using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>Answers <c>/bot{token}/{method}</c> and <c>/file/bot{token}/{path}</c>, well or badly as told.</summary>
internal sealed class BotEndpoint(TelegramWorld world, CancellationToken stopping)
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(50);
    private readonly BotMethods _methods = new(world);

    /// <summary>Answers the request if it is one of the bot's; false if not.</summary>
    public async ValueTask<bool> TryAnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/bot", StringComparison.Ordinal))
        {
            var slash = path.IndexOf('/', 1);
            var method = slash < 0 ? null : _methods.Find(path.AsSpan(slash + 1));
            if (slash < 0 || !path.AsSpan(4, slash - 4).SequenceEqual(world.Options.Token)) await RefuseAsync(http, new ApiRefusal(401, "Unauthorized"));
            else if (method is null) await RefuseAsync(http, new ApiRefusal(404, "Not Found"));
            else await CallAsync(http, method);
            return true;
        }

        if (!path.StartsWith("/file/bot", StringComparison.Ordinal)) return false;
        await DownloadAsync(http, path["/file/bot".Length..]);
        return true;
    }

    private async Task CallAsync(HttpContext http, BotMethod method)
    {
        var number = world.Calls.NextNumber();
        var at = world.Now;
        var started = TimeProvider.System.GetTimestamp();
        using var answer = ApiAnswer.Rent();
        BotCall call;
        try
        {
            call = await BotCall.ReadAsync(http.Request, http.RequestAborted);
        }
        catch (ApiRefusal refusal)
        {
            await RefuseAsync(http, refusal);
            return;
        }

        var isPoll = method.Name == "getUpdates";
        var inside = !isPoll && call.ChatId is { } chatId && at < (world.FindChat(chatId)?.RetryWindowEnds ?? default);
        if (inside) world.Calls.CountInsideRetryWindow();
        var latency = isPoll ? TimeSpan.Zero : world.Faults.Latency(world.Behaviour.LatencyFrom, world.Behaviour.LatencyTo) / 2;
        var met = world.Faults.Meet(method.Name, call.ChatId);

        // The delays do not end when the caller goes away: what has reached Telegram is processed.
        await DelayAsync(met is { Fault.Kind: FaultKind.HangBefore } hang ? latency + hang.Delay : latency);
        var broken = met?.Fault.Kind == FaultKind.ResetBefore;
        if (!broken)
        {
            await ProcessAsync(http, method, call, answer, met?.Fault);
            broken = met?.Fault.Kind == FaultKind.ResetAfter;
            await DelayAsync(met is { Fault.Kind: FaultKind.HangAfter } late ? latency + late.Delay : latency);
        }

        Note(number, method, call, answer, met?.Fault, broken, inside, at, started);
        if (broken) http.Abort();
        else if (met?.Fault.Kind == FaultKind.BadGateway) await WritePageAsync(http);
        else await WriteAsync(http, answer);
    }

    private async ValueTask ProcessAsync(HttpContext http, BotMethod method, BotCall call, ApiAnswer answer, Fault? fault)
    {
        try
        {
            if (fault is not null) Refuse(fault, call);
            if (method.IsLimited && world.Behaviour.EnforceLimits && call.ChatId is { } chatId && world.Limits.SecondsToWait(chatId) is { } seconds) throw TooMany(chatId, seconds, null);
            if (method.Name == "getUpdates") await PollAsync(http, call, answer);
            else method.Answer(call, answer);
            if (fault?.Kind == FaultKind.ServerErrorAfter) throw new ApiRefusal(500, fault.Description ?? "Internal Server Error");
        }
        catch (ApiRefusal refusal)
        {
            var messageId = answer.MessageId;
            answer.Refuse(refusal);
            answer.MessageId = messageId;
        }
        catch (JsonException)
        {
            answer.Refuse(ApiRefusal.BadRequest("can't parse a parameter as JSON"));
        }
        catch (OperationCanceledException)
        {
            answer.Refuse(new ApiRefusal(500, "Internal Server Error: restart"));
        }
    }

    private async Task PollAsync(HttpContext http, BotCall call, ApiAnswer answer)
    {
        world.Updates.Allow(BotMethods.Kinds(call));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var timeout = TimeSpan.FromSeconds(Math.Clamp(call.Timeout, 0, LongestPoll.TotalSeconds));
        var batch = await world.Updates.TakeAsync(call.Offset, Math.Clamp(call.Limit, 1, 100), timeout, either.Token);
        answer.Buffer.Write("{\"ok\":true,\"result\":["u8);
        for (var i = 0; i < batch.Count; i++)
        {
            if (i > 0) answer.Buffer.Write(","u8);
            batch[i].WriteTo(answer.Buffer);
        }

        answer.Buffer.Write("]}"u8);
    }

    private void Refuse(Fault fault, BotCall call)
    {
        switch (fault.Kind)
        {
            case FaultKind.TooManyRequests: throw TooMany(call.ChatId, fault.RetryAfterSeconds, fault.Description);
            case FaultKind.ServerError: throw new ApiRefusal(500, fault.Description ?? "Internal Server Error");
            case FaultKind.BadGateway: throw new ApiRefusal(502, "Bad Gateway");
            case FaultKind.Forbidden: throw new ApiRefusal(403, fault.Description ?? "Forbidden: bot was blocked by the user");
            case FaultKind.BadRequest: throw new ApiRefusal(400, fault.Description ?? "Bad Request");
            case FaultKind.Migrated: throw new ApiRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat") { MigrateTo = fault.MigrateToChatId };
            case FaultKind.ServerErrorAfter:
            case FaultKind.ResetBefore:
            case FaultKind.ResetAfter:
            case FaultKind.HangBefore:
            case FaultKind.HangAfter:
                return;
        }
    }

    private ApiRefusal TooMany(long? chatId, int seconds, string? description)
    {
        if (chatId is { } id && world.FindChat(id) is { } chat) chat.RetryWindowEnds = world.Now.AddSeconds(seconds);
        return new ApiRefusal(429, description ?? $"Too Many Requests: retry after {seconds}") { RetryAfter = seconds };
    }

    private void Note(long number, BotMethod method, BotCall call, ApiAnswer answer, Fault? fault, bool broken, bool inside, DateTimeOffset at, long started)
    {
        var status = broken ? 0 : answer.Status;
        world.Calls.CountEnd(status, fault is not null);
        if (world.Behaviour.CountersOnly) return;
        world.Calls.Add(new ApiCall(number, method.Name, call.ChatId, answer.MessageId, status, fault?.Kind, at, TimeProvider.System.GetElapsedTime(started), inside));
    }

    private async Task DownloadAsync(HttpContext http, string tokenAndPath)
    {
        var slash = tokenAndPath.IndexOf('/', StringComparison.Ordinal);
        var file = slash > 0 && tokenAndPath.AsSpan(0, slash).SequenceEqual(world.Options.Token) ? world.Files.FindByPath(tokenAndPath[(slash + 1)..]) : null;
        if (file is null)
        {
            await RefuseAsync(http, new ApiRefusal(404, "Not Found"));
            return;
        }

        var met = world.Faults.Meet("download", null);
        await DelayAsync(met?.Delay ?? TimeSpan.Zero);
        if (met?.Fault.Kind is FaultKind.ResetBefore or FaultKind.ResetAfter)
        {
            http.Abort();
            return;
        }

        if (met is { Fault.Kind: FaultKind.ServerError or FaultKind.ServerErrorAfter or FaultKind.BadGateway })
        {
            await WritePageAsync(http);
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = file.Bytes.Length;
        await http.Response.BodyWriter.WriteAsync(file.Bytes, stopping);
    }

    private static async Task RefuseAsync(HttpContext http, ApiRefusal refusal)
    {
        using var answer = ApiAnswer.Rent();
        answer.Refuse(refusal);
        await WriteAsync(http, answer);
    }

    private static async Task WriteAsync(HttpContext http, ApiAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Buffer.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(answer.Buffer.WrittenMemory);
    }

    private static async Task WritePageAsync(HttpContext http)
    {
        http.Response.StatusCode = 502;
        http.Response.ContentType = "text/html";
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"));
    }

    private Task DelayAsync(TimeSpan time) => time > TimeSpan.Zero ? DelayUntilStopAsync(time) : Task.CompletedTask;

    private async Task DelayUntilStopAsync(TimeSpan time) =>
        await Task.Delay(time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
