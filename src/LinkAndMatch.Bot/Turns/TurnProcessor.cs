using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// Runs one turn: pure passes with the reads and the one action between them, then one transaction that holds the action's rows, the state,
/// the replies, what is due, and the end of the inbox row.
/// </summary>
internal sealed class TurnProcessor(
    ITurnDatabase database,
    TurnRunner runner,
    DialogCatalog dialogs,
    FactReader facts,
    Outbox outbox,
    LaneWaker lanes,
    StepDesk steps,
    ConversationSignals signals,
    TurnLimits options,
    ITurnWatcher watcher,
    TimeProvider clock)
{
    // A pass asks for what it is missing; more rounds than this is a turn that never ends.
    private const int MostPasses = 12;

    // An action that was told to end and does not: its neighbours wait for it no longer than this.
    private static readonly TimeSpan TimeToObey = TimeSpan.FromSeconds(1);

    // Another conversation's turn (an officer's decision) may change who the person is; it also sends an event, which reads anew.
    private static readonly TimeSpan PersonFreshFor = TimeSpan.FromSeconds(30);

    /// <summary>Runs the turn of an activity and commits it.</summary>
    /// <exception cref="FenceLostException">Another turn wrote the conversation meanwhile.</exception>
    /// <exception cref="AlreadyEndedException">The activity has had its turn.</exception>
    public async Task RunAsync(LaneMemory memory, InboxRow row)
    {
        using var limit = new CancellationTokenSource(options.TurnLimit, clock);
        var cancellation = limit.Token;
        var activity = JsonSerializer.Deserialize(row.Payload, ConversationJson.Default.Activity)
            ?? throw new InvalidOperationException("The payload of an inbox row is empty.");
        if (!memory.Loaded)
        {
            var stored = await LoadAsync(row.ConversationId, cancellation);
            memory.Remember(stored, StateIn(stored));
        }
        // The fence is the version that the turn is computed on, whatever the lane remembers by the time the writer comes to it.
        var before = memory.Row;
        if (activity.ButtonData is ['p', ':', ..] && activity.ButtonData.Split(':') is [_, var prompt, ..]) outbox.Arrived(row.ConversationId, prompt);

        var now = clock.GetUtcNow();
        var scope = new DialogScope(ReferenceOf(memory, activity), activity.From, memory.State.Language, now);
        var known = new Dictionary<Query, Fact>();
        await AddPersonAsync(known, memory, activity, scope, cancellation);

        var input = new TurnInput(memory.State, activity, now, known, null);
        var ended = await PassAsync(input, q => ReadOutsideAsync(q, scope, cancellation));
        var committed = ended switch
        {
            TurnStep.Ends end => await database.WriteAsync(s => CommitAsync(s, before, row, activity, scope, end.Result, null, now), cancellation),
            TurnStep.Acts acts => await database.WriteAsync(s => ActAndCommitAsync(s, before, row, input, acts.Request, scope, cancellation), cancellation),
            _ => throw new InvalidOperationException($"A pass ended with {ended.GetType().Name}."),
        };
        watcher.At(TurnPoint.TurnCommitted, row.UpdateKey);
        // Officers publish answers: by the time they read that it is done, everybody finds it.
        if (ended is TurnStep.Acts && scope.Conversation.Officers) facts.LookAgain();
        AfterCommit(memory, committed, actedOnStore: ended is TurnStep.Acts || activity.Type == ActivityType.Event);
    }

    /// <summary>Gives an activity up, and says so to the person once.</summary>
    public async Task DeadLetterAsync(LaneMemory memory, InboxRow row, string errorCode)
    {
        memory.Forget();
        var now = clock.GetUtcNow();
        if (ActivityIn(row) is not { } activity)
        {
            // Nobody can tell any more what it was or whom to answer; the lane must go on all the same.
            await database.WriteAsync(s => s.Tables.EndTurnAsync(InboxKey.Of(row), InboxStatus.Dead, errorCode, now, CancellationToken.None), CancellationToken.None);
            watcher.At(TurnPoint.DeadLettered, row.UpdateKey);
            return;
        }
        var before = await LoadAsync(row.ConversationId, CancellationToken.None);
        memory.Remember(before, StateInOrNew(before));
        var scope = new DialogScope(ReferenceOf(memory, activity), activity.From, memory.State.Language, now);
        IReadOnlyList<Reply> apology = activity.Type == ActivityType.Event || memory.State.Mode != ConversationMode.Bot
            ? []
            :
            [
                new Reply
                {
                    Parts = [dialogs.Texts.Render("turn.error", memory.State.Language, new Dictionary<string, object?> { ["reference"] = Reference(row) })],
                    Class = DeliveryClass.MustArrive,
                    Language = memory.State.Language,
                },
            ];
        var result = new TurnResult(memory.State, apology, [], []);
        var committed = await database.WriteAsync(
            s => CommitAsync(s, before, row, activity, scope, result, errorCode, now), CancellationToken.None);
        watcher.At(TurnPoint.DeadLettered, row.UpdateKey);
        AfterCommit(memory, committed, actedOnStore: false);
        memory.Forget();
    }

    /// <summary>What a person is told instead of an error, to find it in the log.</summary>
    public static string Reference(InboxRow row) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(InboxKey.Of(row).ToString())), 0, 3);

    private async Task<ConversationRow?> LoadAsync(string conversationId, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(s => s.Tables.LoadConversationAsync(conversationId, cancellation), cancellation);
        watcher.At(TurnPoint.StateLoaded, conversationId);
        return row;
    }

    private static ConversationState StateIn(ConversationRow? row) =>
        row is null ? new ConversationState() : JsonSerializer.Deserialize(row.State, ConversationJson.Default.ConversationState)!;

    private static ConversationState StateInOrNew(ConversationRow? row)
    {
        try
        {
            return StateIn(row);
        }
        catch (JsonException)
        {
            return new ConversationState();
        }
    }

    private static Activity? ActivityIn(InboxRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Payload, ConversationJson.Default.Activity);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task AddPersonAsync(
        Dictionary<Query, Fact> known, LaneMemory memory, Activity activity, DialogScope scope, CancellationToken cancellation)
    {
        if ((activity.From ?? scope.Conversation.User) is not { } account) return;

        var query = new Query.Person(scope.Conversation.Channel, scope.Conversation.BotId, account.Id);
        if (memory.Person is not { } person || person.At + PersonFreshFor < scope.Now || activity.Type == ActivityType.Event)
        {
            person = ((Fact.Values)await ReadOutsideAsync(query, scope, cancellation), scope.Now);
            memory.Person = person;
        }
        known[query] = person.Facts;
    }

    private Task<Fact> ReadOutsideAsync(Query query, DialogScope scope, CancellationToken cancellation) =>
        query is Query.Faq or Query.FaqEntry
            ? facts.ReadAsync(query, null!, scope, cancellation)
            : database.ReadAsync(s => facts.ReadAsync(query, s, scope, cancellation), cancellation);

    /// <summary>Passes until one acts or ends.</summary>
    private async Task<TurnStep> PassAsync(TurnInput input, Func<Query, Task<Fact>> read)
    {
        var known = (Dictionary<Query, Fact>)input.Facts;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var ended = runner.Run(input);
            watcher.At(TurnPoint.PassRun, input.Activity.Key);
            if (ended is not TurnStep.Reads reads) return ended;

            foreach (var query in reads.Queries) known[query] = await read(query);
        }
        throw new InvalidOperationException($"The turn asked for facts {MostPasses} times and did not end.");
    }

    private async Task<Committed> ActAndCommitAsync(
        TurnSession session, ConversationRow? before, InboxRow row, TurnInput input, ActionRequest request, DialogScope scope, CancellationToken cancellation)
    {
        // What an earlier piece of work woke and then rolled back is not ours.
        var events = session.Services.GetRequiredService<ConversationEvents>();
        events.TakeWoken();
        var outcome = await ActAsync(session, request, cancellation);
        watcher.At(TurnPoint.ActionRun, row.UpdateKey);

        // What the action changed is saved before what follows reads it.
        await session.Store.SaveChangesAsync(cancellation);
        watcher.At(TurnPoint.ActionSaved, row.UpdateKey);

        // Who chats may be another one now (registered, with a product more), and what follows speaks to who they have become.
        var known = (Dictionary<Query, Fact>)input.Facts;
        foreach (var person in known.Keys.OfType<Query.Person>().ToArray()) known[person] = await facts.ReadAsync(person, session, scope, cancellation);

        // What is read in here holds in this transaction only: should it be run again, it is read again.
        var inside = input with { Outcome = outcome, Facts = new Dictionary<Query, Fact>(input.Facts) };
        var after = await PassAsync(inside, q => facts.ReadAsync(q, session, scope, cancellation));
        if (after is not TurnStep.Ends end) throw new InvalidOperationException("A turn asked for a second action.");

        var committed = await CommitAsync(session, before, row, input.Activity, scope, end.Result, null, input.Now);
        return committed with { Woken = events.TakeWoken(), Person = known.FirstOrDefault(k => k.Key is Query.Person).Value as Fact.Values };
    }

    private async Task<ActionOutcome> ActAsync(TurnSession session, ActionRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.ActionLimit);
        var action = session.Services.GetRequiredKeyedService<IDialogAction>(request.Name);
        var running = Task.Run(() => action.RunAsync(request, limit.Token), CancellationToken.None);
        try
        {
            return await running.WaitAsync(options.ActionLimit + TimeToObey, CancellationToken.None);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw new TurnAbandonedException($"The action {request.Name} did not end within {options.ActionLimit + TimeToObey}.");
        }
    }

    private async Task<Committed> CommitAsync(
        TurnSession session, ConversationRow? before, InboxRow row, Activity activity, DialogScope scope, TurnResult result, string? deadCode, DateTimeOffset now)
    {
        var tables = session.Tables;
        var key = InboxKey.Of(row);
        if (!await tables.EndTurnAsync(key, deadCode is null ? InboxStatus.Done : InboxStatus.Dead, deadCode, now, CancellationToken.None))
            throw new AlreadyEndedException();
        watcher.At(TurnPoint.InboxEnded, row.UpdateKey);

        var sequence = before?.NextOutSeq ?? 1;
        var rows = RowsOf(row, activity, scope, result, sequence, now);
        var conversation = new ConversationRow
        {
            Id = row.ConversationId,
            Channel = row.Channel,
            BotId = row.BotId,
            Version = before?.Version ?? 0,
            StateSchema = result.State.Schema,
            // What is given up changes nothing, and may be what nobody can read.
            State = deadCode is not null && before is not null ? before.State : JsonSerializer.Serialize(result.State, ConversationJson.Default.ConversationState),
            Mode = result.State.Mode.ToString(),
            Reference = JsonSerializer.Serialize(scope.Conversation, ConversationJson.Default.ConversationReference),
            NextOutSeq = sequence + rows.Count,
            LastOrder = Math.Max(before?.LastOrder ?? 0, row.Order),
            ChangedAt = now,
        };
        if (!await tables.SaveConversationAsync(conversation, CancellationToken.None)) throw new FenceLostException();
        watcher.At(TurnPoint.StateWritten, row.UpdateKey);
        conversation.Version++;

        var unsent = outbox.MayHaveUnsent(row.ConversationId);
        if (result.SupersedesPending && unsent) await tables.SupersedePendingAsync(row.ConversationId, CancellationToken.None);
        foreach (var (reply, _) in rows)
        {
            if (reply.CoalesceKey is { } coalesce && unsent) await tables.CoalesceAsync(row.ConversationId, coalesce, sequence, CancellationToken.None);
            await tables.InsertReplyAsync(reply, CancellationToken.None);
            watcher.At(TurnPoint.ReplyWritten, reply.Id);
        }
        await WriteDueAsync(tables, scope.Conversation, result, now);
        watcher.At(TurnPoint.DueWritten, row.UpdateKey);
        return new Committed(conversation, result, rows, scope.Conversation);
    }

    private List<(OutboxRow Row, Reply Reply)> RowsOf(
        InboxRow row, Activity activity, DialogScope scope, TurnResult result, long sequence, DateTimeOffset now)
    {
        var key = InboxKey.Of(row);
        var rows = new List<(OutboxRow, Reply)>(result.Replies.Count + 1);
        if (activity.Type != ActivityType.Event && outbox.Echoes(row.Channel))
        {
            var echo = new Reply { Parts = [], Class = DeliveryClass.Echo, Echo = activity, Language = result.State.Language };
            rows.Add((RowOf(echo, OutboxStatus.Sent), echo));
        }
        // One that would be sent at once is marked as Sending by the very transaction that writes it.
        var sendNow = outbox.WouldSendNow(row.Channel, row.ConversationId);
        foreach (var reply in result.Replies)
        {
            var born = sendNow && reply.Class is DeliveryClass.Question or DeliveryClass.MustArrive or DeliveryClass.Edit;
            rows.Add((RowOf(reply, born && sendNow ? OutboxStatus.Sending : OutboxStatus.Pending), reply));
            sendNow = false;
        }
        return rows;

        OutboxRow RowOf(Reply reply, OutboxStatus status) => new()
        {
            Id = $"{key}-{rows.Count}",
            ConversationId = row.ConversationId,
            Seq = sequence + rows.Count,
            Channel = scope.Conversation.Channel,
            InboxKey = row.UpdateKey,
            PromptId = reply.PromptId,
            Class = reply.Class,
            Payload = JsonSerializer.Serialize(reply, ConversationJson.Default.Reply),
            CoalesceKey = reply.CoalesceKey,
            ExpiresAt = now + LivesFor(reply.Class),
            Status = status,
            Attempts = status == OutboxStatus.Sending ? 1 : 0,
            AttemptStartedAt = status == OutboxStatus.Sending ? now : null,
            CreatedAt = now,
            SentAt = status == OutboxStatus.Sent ? now : null,
        };
    }

    private static TimeSpan LivesFor(DeliveryClass deliveryClass) => deliveryClass switch
    {
        DeliveryClass.Question => TimeSpan.FromHours(1),
        DeliveryClass.MustArrive => TimeSpan.FromDays(7),
        DeliveryClass.NiceToHave => TimeSpan.FromHours(12),
        DeliveryClass.Edit => TimeSpan.FromHours(1),
        DeliveryClass.Action => TimeSpan.FromSeconds(10),
        DeliveryClass.Echo => TimeSpan.FromDays(365),
    };

    private static async Task WriteDueAsync(ITurnTables tables, ConversationReference conversation, TurnResult result, DateTimeOffset now)
    {
        foreach (var due in result.Due)
        {
            if (due.At is { } at) await tables.SetDueAsync(DueEvents.Reminder(conversation, due, at), CancellationToken.None);
            else await tables.CancelDueAsync(conversation.Id, due.Purpose, CancellationToken.None);
        }
        foreach (var slow in result.Steps)
        {
            await tables.SetDueAsync(DueEvents.Step(conversation, slow, now), CancellationToken.None);
            await tables.SetDueAsync(DueEvents.Late(conversation, slow, now), CancellationToken.None);
        }
    }

    private void AfterCommit(LaneMemory memory, Committed committed, bool actedOnStore)
    {
        var id = committed.Conversation.Id;
        // Stored by now: kept as text beside what it says, ten thousand conversations would hold tens of megabytes.
        committed.Conversation.State = "";
        memory.Remember(committed.Conversation, committed.Result.State);
        // The action's own transaction has read who they are now; what an event is about it may not have.
        if (actedOnStore) memory.Person = committed.Person is { } person ? (person, committed.Conversation.ChangedAt) : null;
        if (committed.Result.SupersedesPending) outbox.Supersede(id);
        outbox.Add(id, committed.To, committed.Rows);
        watcher.At(TurnPoint.ReplyQueued, id);
        foreach (var conversation in committed.Woken) lanes.Wake(conversation);
        foreach (var slow in committed.Result.Steps) steps.Take(committed.To, slow, committed.Conversation.ChangedAt);
        signals.Pulse(id);
    }

    // An event of our own carries where to speak as it was known to its cause; the conversation's own row knows better.
    private static ConversationReference ReferenceOf(LaneMemory memory, Activity activity)
    {
        if (activity.Type != ActivityType.Event) return activity.Conversation with { User = activity.From ?? activity.Conversation.User };
        return memory.Row is { } row
            ? JsonSerializer.Deserialize(row.Reference, ConversationJson.Default.ConversationReference)!
            : activity.Conversation;
    }

    private sealed record Committed(
        ConversationRow Conversation, TurnResult Result, IReadOnlyList<(OutboxRow Row, Reply Reply)> Rows, ConversationReference To)
    {
        /// <summary>Other conversations that the action has put an event into.</summary>
        public IReadOnlyList<string> Woken { get; init; } = [];

        /// <summary>Who the person has become by the action.</summary>
        public Fact.Values? Person { get; init; }
    }
}
