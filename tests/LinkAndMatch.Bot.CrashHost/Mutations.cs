using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.CrashHost;

/// <summary>What keeps a turn from happening twice.</summary>
public enum Guard
{
    /// <summary>An update that is known is not taken in again.</summary>
    DedupeKey,

    /// <summary>A turn computed on an older version of the conversation does not commit.</summary>
    Fence,

    /// <summary>A reply is marked before its call, so that a restart knows that it may have arrived.</summary>
    SendingMark,
}

/// <summary>The statements of the turn without one of their guards: tests that do not notice prove nothing.</summary>
public static class Mutations
{
    public static TurnSql Without(Guard guard)
    {
        var sql = new TurnSql();
        return guard switch
        {
            // A known key gets a new one, and the update its turn again.
            Guard.DedupeKey => sql with { Accept = Changed(sql.Accept, "@key,", "@key || ':' || (SELECT COUNT(*) FROM \"Inbox\" WHERE \"ConversationId\"=@conversation),") },
            Guard.Fence => sql with
            {
                UpdateConversation = Changed(sql.UpdateConversation, "AND \"Version\"=@version", "AND @version>0"),
                InsertConversation = Changed(sql.InsertConversation, "ON CONFLICT DO NOTHING", "ON CONFLICT (\"Id\") DO UPDATE SET \"State\"=excluded.\"State\""),
                // The number of a reply is a second fence: it is taken out as well.
                InsertReply = Changed(sql.InsertReply, "@seq,", "(SELECT COALESCE(MAX(\"Seq\"),0)+1 FROM \"Outbox\" WHERE \"ConversationId\"=@conversation),"),
            },
            // The row says Pending all the while, so a restart sends it as if it had never been tried.
            Guard.SendingMark => sql with
            {
                MarkSending = Changed(sql.MarkSending, "\"Status\"=1", "\"Status\"=0"),
                InsertReply = Changed(sql.InsertReply, "@status,@attempts", "CASE WHEN @status=1 THEN 0 ELSE @status END,@attempts"),
            },
        };
    }

    private static string Changed(string sql, string guard, string instead) =>
        sql.Contains(guard, StringComparison.Ordinal)
            ? sql.Replace(guard, instead, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The statement no longer holds '{guard}': the mutation would change nothing.");
}
