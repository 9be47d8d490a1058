using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>The Connector's REST calls at a conversation's serviceUrl. It repeats nothing: that is the outbox's decision.</summary>
public sealed class ConnectorClient(BotFrameworkOptions options, ConnectorTokens tokens, IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client that calls it.</summary>
    public const string Client = "botframework-connector";

    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    // A channel that wants to be left alone for longer is asked again all the same.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Says something, as the answer to an activity when one is named.</summary>
    public Task<SendResult> PostAsync(ConversationReference to, WireActivity activity, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Post, to, activity.ReplyToId, activity, cancellation);

    /// <summary>Rewrites what was said.</summary>
    public Task<SendResult> UpdateAsync(ConversationReference to, string activityId, WireActivity activity, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Put, to, activityId, activity with { Id = activityId }, cancellation);

    /// <summary>Takes back what was said.</summary>
    public Task<SendResult> DeleteAsync(ConversationReference to, string activityId, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Delete, to, activityId, null, cancellation);

    private async Task<SendResult> CallAsync(
        HttpMethod method, ConversationReference to, string? activityId, WireActivity? activity, CancellationToken cancellation)
    {
        var caller = BotFrameworkAddress.CallerOf(to);
        if (to.ServiceUrl is not { } serviceUrl || !ServiceUrls.MayAnswer(serviceUrl, caller, options.AllowPrivateServiceUrls))
            return new SendResult.Rejected("connector.no_service_url");

        var open = caller == new Caller.Developer().Name;
        string? token = null;
        if (!open)
        {
            token = await tokens.GetAsync(caller, cancellation).ConfigureAwait(false);
            if (token is null) return new SendResult.NotSent("connector.no_token", TimeSpan.FromSeconds(30));
        }

        using var request = new HttpRequestMessage(method, Address(serviceUrl, to.NativeId, activityId));
        request.Options.Set(ServiceUrls.Loopback, open);
        request.Headers.TryAddWithoutValidation("x-ms-conversation-id", Uri.EscapeDataString(to.NativeId));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (activity is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(activity, WireJson.Wire.WireActivity));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null) tokens.Forget(token);
            return await OutcomeAsync(response, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            return Failed(failure);
        }
        // The client's own time limit: the request may have arrived.
        catch (OperationCanceledException)
        {
            return new SendResult.Ambiguous("connector.timeout");
        }
    }

    private static SendResult Failed(HttpRequestException failure) => failure switch
    {
        ForbiddenAddressException => new SendResult.Rejected("connector.private_address"),
        { InnerException: ForbiddenAddressException } => new SendResult.Rejected("connector.private_address"),
        { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } =>
            new SendResult.NotSent("connector.unreachable"),
        _ => new SendResult.Ambiguous("connector.broken_off"),
    };

    private static async Task<SendResult> OutcomeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var code = $"connector.{status}";
        return status switch
        {
            200 or 201 or 202 or 204 => new SendResult.Sent(await IdAsync(response, cancellation).ConfigureAwait(false)),
            401 or 408 => new SendResult.NotSent(code),
            403 => new SendResult.Blocked(code),
            429 => new SendResult.NotSent(code, Shorter(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), LongestWait)),
            >= 500 => new SendResult.Ambiguous(code),
            _ => new SendResult.Rejected(code),
        };
    }

    /// <summary>The id that the channel gave it. Null when the answer is no such thing or never ends: it was taken all the same, only it cannot be edited later.</summary>
    private static async Task<string?> IdAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestAnswer);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var body = await WireBody.ReadBytesAsync(stream, response.Content.Headers.ContentLength, LargestAnswer, limit.Token).ConfigureAwait(false);
            return body is null or [] ? null : JsonSerializer.Deserialize(body, WireJson.Wire.WireResource)?.Id;
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>serviceUrl is a prefix, with or without a slash at its end; ids hold any character.</summary>
    private static Uri Address(string serviceUrl, string conversationId, string? activityId)
    {
        var address = $"{serviceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversationId)}/activities";
        return new Uri(activityId is null ? address : $"{address}/{Uri.EscapeDataString(activityId)}");
    }
}
