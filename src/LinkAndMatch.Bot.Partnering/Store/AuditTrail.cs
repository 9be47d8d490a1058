using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Writes who did what, in the transaction of the deed.</summary>
public sealed class AuditTrail(PartnershipStore store, Pseudonyms pseudonyms)
{
    /// <summary>The deed of who chats.</summary>
    public Deed DeedOf(ActionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var actor = request.Conversation.Officers
            ? OfficerDeed.OfficerAccount(request.Conversation.Channel, request.From.Id)
            : pseudonyms.Of(request.Conversation, request.From);
        return new Deed(actor, request.Now, request.InboxKey);
    }

    /// <param name="before">Stages and keys, never words, names or numbers.</param>
    public void Write(Deed deed, string action, string subject, string? before = null, string? after = null)
    {
        ArgumentNullException.ThrowIfNull(deed);
        store.Audit.Add(new AuditRow { At = deed.Now, Actor = deed.Actor, Action = action, Subject = subject, Before = before, After = after, InboxKey = deed.InboxKey });
    }

    /// <summary>Names a run of a form for the column that lets it have one effect.</summary>
    public static string MadeBy(ActionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Conversation.Id}:{request.Instance}")).AsSpan(0, 16));
    }
}
