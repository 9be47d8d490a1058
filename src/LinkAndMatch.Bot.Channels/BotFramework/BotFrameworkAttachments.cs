using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Fetches what a person sent through a Bot Framework channel. The same rules bind as for replies: no private addresses, and the token only to the channel's own host.</summary>
public sealed class BotFrameworkAttachments(BotFrameworkOptions options, ConnectorTokens tokens, IHttpClientFactory clients) : IAttachmentSource
{
    public async Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation)
    {
        if (DataAddress.Read(attachment.Source, limit) is { } inside) return inside;
        if (!Uri.TryCreate(attachment.Source, UriKind.Absolute, out var address)) return null;

        var caller = BotFrameworkAddress.CallerOf(conversation);
        var open = caller == new Caller.Developer().Name;
        if (open ? !address.IsLoopback : !options.AllowPrivateServiceUrls && (address.Scheme != Uri.UriSchemeHttps || address.IsLoopback)) return null;

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(ServiceUrls.Loopback, open);
        if (!open && Uri.TryCreate(conversation.ServiceUrl, UriKind.Absolute, out var service) && service.Scheme == address.Scheme && service.Authority == address.Authority
            && await tokens.GetAsync(caller, cancellation).ConfigureAwait(false) is { } token)
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);

        using var client = clients.CreateClient(ConnectorClient.Client);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) return null;
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return await WireBody.ReadBytesAsync(body, response.Content.Headers.ContentLength, (int)Math.Min(limit, int.MaxValue), cancellation).ConfigureAwait(false);
    }
}
