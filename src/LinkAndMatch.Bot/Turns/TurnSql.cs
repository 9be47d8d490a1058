namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// The statements of the durable turn, the same text for SQLite and PostgreSQL. They are values, so that a test can take one guard away
/// (the dedupe key, the fence, the Sending mark) and show that another test then fails.
/// </summary>
public sealed record TurnSql
{
    public string Accept { get; init; } =
        """
        INSERT INTO "Inbox" ("Channel","BotId","UpdateKey","Order","ConversationId","ReceivedAt","Payload","Status","Attempts","Deaths")
        VALUES (@channel,@bot,@key,@order,@conversation,@now,@payload,0,1,0) ON CONFLICT DO NOTHING
        """;

    /// <summary>The channel's own newest, not the highest: after a quiet week Telegram may start again from any number.</summary>
    public string Newest { get; init; } =
        """
        SELECT "Order","ReceivedAt" FROM "Inbox"
        WHERE "Channel"=@channel AND "BotId"=@bot AND "UpdateKey" NOT LIKE 'event:%' AND "UpdateKey" NOT LIKE 'due:%' AND "UpdateKey" NOT LIKE 'step:%'
        ORDER BY "ReceivedAt" DESC,"Order" DESC LIMIT 1
        """;

    public string HighestOrder { get; init; } =
        """
        SELECT COALESCE(MAX(o),0) FROM (
          SELECT MAX("Order") AS o FROM "Inbox" WHERE "ConversationId"=@conversation AND "Status"=0
          UNION ALL SELECT "LastOrder" FROM "Conversations" WHERE "Id"=@conversation) AS orders
        """;

    /// <summary>The work of a lane, in its order.</summary>
    public string Waiting { get; init; } =
        """
        SELECT "Channel","BotId","UpdateKey","Order","ReceivedAt","Payload","Attempts","NotBefore","ErrorCode","Deaths" FROM "Inbox"
        WHERE "ConversationId"=@conversation AND "Status"=0 ORDER BY "Order","ReceivedAt" LIMIT @limit
        """;

    public string WaitingConversations { get; init; } =
        """
        SELECT DISTINCT "ConversationId" FROM "Inbox"
        WHERE "Status"=0 AND "ReceivedAt"<=@before AND ("NotBefore" IS NULL OR "NotBefore"<=@now) LIMIT @limit
        """;

    /// <summary>Counts a process that died: rows taken in before this process began and still unfinished.</summary>
    public string CountDeath { get; init; } =
        """UPDATE "Inbox" SET "Deaths"="Deaths"+1 WHERE "ConversationId"=@conversation AND "Status"=0 AND "ReceivedAt"<@began""";

    public string NoteFailure { get; init; } =
        """
        UPDATE "Inbox" SET "Attempts"="Attempts"+1,"ErrorCode"=@error,"NotBefore"=@notbefore
        WHERE "Channel"=@channel AND "BotId"=@bot AND "UpdateKey"=@key AND "Status"=0
        """;

    public string MarkSuspect { get; init; } =
        """UPDATE "Inbox" SET "ErrorCode"=@error WHERE "Channel"=@channel AND "BotId"=@bot AND "UpdateKey"=@key AND "Status"=0""";

    public string EndTurn { get; init; } =
        """
        UPDATE "Inbox" SET "Status"=@status,"DoneAt"=@now,"ErrorCode"=@error
        WHERE "Channel"=@channel AND "BotId"=@bot AND "UpdateKey"=@key AND "Status"=0
        """;

    public string InboxStatus { get; init; } =
        """SELECT "Status" FROM "Inbox" WHERE "Channel"=@channel AND "BotId"=@bot AND "UpdateKey"=@key""";

    public string LoadConversation { get; init; } =
        """SELECT "Version","StateSchema","State","Mode","Reference","NextOutSeq","LastOrder" FROM "Conversations" WHERE "Id"=@id""";

    public string InsertConversation { get; init; } =
        """
        INSERT INTO "Conversations" ("Id","Channel","BotId","Version","StateSchema","State","Mode","Reference","NextOutSeq","LastOrder","ChangedAt")
        VALUES (@id,@channel,@bot,1,@schema,@state,@mode,@reference,@seq,@order,@now) ON CONFLICT DO NOTHING
        """;

    /// <summary>The fence is the last condition: a turn computed on an older version changes no row.</summary>
    public string UpdateConversation { get; init; } =
        """
        UPDATE "Conversations" SET "Version"="Version"+1,"StateSchema"=@schema,"State"=@state,"Mode"=@mode,"Reference"=@reference,
          "NextOutSeq"=@seq,"LastOrder"=@order,"ChangedAt"=@now
        WHERE "Id"=@id AND "Version"=@version
        """;

    public string InsertReply { get; init; } =
        """
        INSERT INTO "Outbox" ("Id","ConversationId","Seq","Channel","InboxKey","PromptId","Class","Payload","PartsSent","CoalesceKey",
          "ExpiresAt","Status","Attempts","AttemptStartedAt","CreatedAt","SentAt")
        VALUES (@id,@conversation,@seq,@channel,@key,@prompt,@class,@payload,0,@coalesce,@expires,@status,@attempts,@started,@now,@sent)
        """;

    /// <summary>An older question that never went out is needless once a newer one is written.</summary>
    public string Coalesce { get; init; } =
        """UPDATE "Outbox" SET "Status"=5 WHERE "ConversationId"=@conversation AND "Status"=0 AND "CoalesceKey"=@coalesce AND "Seq"<@seq""";

    public string SupersedePending { get; init; } =
        """UPDATE "Outbox" SET "Status"=5 WHERE "ConversationId"=@conversation AND "Status"=0""";

    /// <summary>May be repeated with the same time: after a commit of which nobody knows how it ended.</summary>
    public string MarkSending { get; init; } =
        """
        UPDATE "Outbox" SET "Status"=1,"Attempts"="Attempts"+1,"AttemptStartedAt"=@now
        WHERE "Id"=@id AND ("Status"=0 OR ("Status"=1 AND "AttemptStartedAt"=@now))
        """;

    public string MarkSent { get; init; } =
        """UPDATE "Outbox" SET "Status"=2,"SentAt"=@now,"ChannelMessageId"=@message,"ErrorCode"=NULL WHERE "Id"=@id AND "Status" IN (0,1)""";

    public string MarkPart { get; init; } = """UPDATE "Outbox" SET "PartsSent"=@parts WHERE "Id"=@id""";

    public string MarkWaiting { get; init; } =
        """UPDATE "Outbox" SET "Status"=0,"NotBefore"=@notbefore,"ErrorCode"=@error WHERE "Id"=@id AND "Status"=1""";

    public string MarkEnded { get; init; } =
        """UPDATE "Outbox" SET "Status"=@status,"ErrorCode"=@error WHERE "Id"=@id AND "Status" IN (0,1)""";

    public string UnsentReplies { get; init; } =
        """
        SELECT "Id","Seq","InboxKey","PromptId","Class","Payload","PartsSent","CoalesceKey","NotBefore","ExpiresAt","Status","Attempts",
          "AttemptStartedAt","CreatedAt" FROM "Outbox" WHERE "ConversationId"=@conversation AND "Status"<2 ORDER BY "Seq"
        """;

    public string UnsentConversations { get; init; } =
        """SELECT DISTINCT "ConversationId" FROM "Outbox" WHERE "Status"<2 AND "CreatedAt"<=@before LIMIT @limit""";

    public string RepliesAfter { get; init; } =
        """
        SELECT "Id","Seq","InboxKey","Payload","PartsSent","CreatedAt" FROM "Outbox"
        WHERE "ConversationId"=@conversation AND "Seq">@seq AND "Status"<>5 ORDER BY "Seq" LIMIT @limit
        """;

    public string RepliesOfTurn { get; init; } =
        """
        SELECT "Id","Seq","InboxKey","Payload","PartsSent","CreatedAt" FROM "Outbox"
        WHERE "ConversationId"=@conversation AND ("InboxKey"=@key OR "InboxKey" LIKE 'step:%') ORDER BY "Seq"
        """;

    /// <summary>The message that shows a prompt: the one to rewrite.</summary>
    public string MessageOfPrompt { get; init; } =
        """
        SELECT "ChannelMessageId" FROM "Outbox" WHERE "ConversationId"=@conversation AND "PromptId"=@prompt AND "ChannelMessageId" IS NOT NULL
        ORDER BY "Seq" DESC LIMIT 1
        """;

    /// <summary>The inbox row of the event whose card has this message id.</summary>
    public string EventOfMessage { get; init; } =
        """
        SELECT i."Payload" FROM "Outbox" o JOIN "Inbox" i ON i."ConversationId"=o."ConversationId" AND i."UpdateKey"=o."InboxKey"
        WHERE o."ConversationId"=@conversation AND o."ChannelMessageId"=@message ORDER BY o."Seq" LIMIT 1
        """;

    public string SetDue { get; init; } =
        """
        INSERT INTO "Due" ("Id","Subject","Purpose","At","Payload") VALUES (@id,@subject,@purpose,@at,@payload)
        ON CONFLICT ("Subject","Purpose") DO UPDATE SET "At"=excluded."At","Payload"=excluded."Payload"
        """;

    public string CancelDue { get; init; } = """DELETE FROM "Due" WHERE "Subject"=@subject AND "Purpose"=@purpose""";

    public string DueNow { get; init; } = """SELECT "Id","Subject","Purpose","At","Payload" FROM "Due" WHERE "At"<=@now ORDER BY "At" LIMIT @limit""";

    /// <summary>Taken by one clock only: the time must still be the one that was read.</summary>
    public string TakeDue { get; init; } = """DELETE FROM "Due" WHERE "Id"=@id AND "At"=@at""";

    public string MoveDue { get; init; } = """UPDATE "Due" SET "At"=@to WHERE "Id"=@id AND "At"=@at""";

    // In one statement, so that a step cannot pass from one table to the other between two looks.
    public string AwaitedSteps { get; init; } =
        """
        SELECT (SELECT COUNT(*) FROM "Due" WHERE "Subject"=@subject AND "Purpose" LIKE 'step:%')
        + (SELECT COUNT(*) FROM "Inbox" WHERE "ConversationId"=@subject AND "Status"=0 AND "UpdateKey" LIKE 'step:%')
        """;
}
