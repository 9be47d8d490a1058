using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Addresses of files that a page can show without a header: signed, for one conversation's readers, good for a day or two.</summary>
public sealed class DirectLineLinks(DirectLineKeys keys, TimeProvider clock)
{
    // The end is a whole day away at least and falls on midnight, so that the same file keeps its address for a while.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A path and query below <c>/v3/directline/files</c>.</summary>
    /// <param name="kind">photo, upload or document.</param>
    public string To(string conversation, string kind, string id)
    {
        var today = clock.GetUtcNow().UtcTicks / Day.Ticks;
        var ends = (today + 2).ToString(CultureInfo.InvariantCulture);
        return $"{DirectLineEndpoints.Root}/files/{kind}/{Uri.EscapeDataString(id)}?c={Uri.EscapeDataString(conversation)}&e={ends}&s={Sign(conversation, kind, id, ends)}";
    }

    /// <summary>True for an address of ours that is still good.</summary>
    public bool IsGood(HttpRequest request, string kind, string id)
    {
        var (conversation, ends, signature) = (request.Query["c"].ToString(), request.Query["e"].ToString(), request.Query["s"].ToString());
        return long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && clock.GetUtcNow().UtcTicks / Day.Ticks < day
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(conversation, kind, id, ends)), Encoding.ASCII.GetBytes(signature));
    }

    private string Sign(string conversation, string kind, string id, string ends) =>
        Base64UrlEncoder.Encode(HMACSHA256.HashData(keys.Links, Encoding.UTF8.GetBytes($"{conversation}\n{kind}\n{id}\n{ends}")), 0, 16);
}
