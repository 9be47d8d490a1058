namespace LinkAndMatch.Bot.FakeTelegram.Record;

/// <summary>One chat: its message ids, what the bot did in it, and who waits for more. All members but <see cref="ReadAsync"/> are called under <see cref="Gate"/>.</summary>
internal sealed class FakeChat(long id, string title)
{
    private const int KeptUnderLoad = 4;

    private readonly List<BotMessage> _messages = [];
    private readonly List<ChatAction> _actions = [];
    private readonly List<CallbackAnswer> _answers = [];
    private TaskCompletionSource? _changed;
    private int _changes;

    public Lock Gate { get; } = new();
    public long Id { get; } = id;
    public string Title { get; set; } = title;

    /// <summary>Why sends fail with 403, or null.</summary>
    public string? Refusal { get; set; }

    /// <summary>Where the group went, or null.</summary>
    public long? MigratedTo { get; set; }

    /// <summary>Until when the bot was told to stay away.</summary>
    public DateTimeOffset RetryWindowEnds { get; set; }

    public int LastMessageId { get; private set; }
    public int Revision { get; private set; }

    public int NextMessageId() => ++LastMessageId;

    public BotMessage? Find(int messageId)
    {
        for (var i = _messages.Count - 1; i >= 0; i--)
        {
            if (_messages[i].MessageId == messageId) return _messages[i].Deleted ? null : _messages[i];
        }

        return null;
    }

    public BotMessage Show(BotMessage message, bool keepFew)
    {
        var shown = message with { MessageId = NextMessageId(), Revision = ++Revision };
        if (keepFew && _messages.Count >= KeptUnderLoad) _messages.RemoveAt(0);
        _messages.Add(shown);
        Signal();
        return shown;
    }

    public BotMessage Change(BotMessage message)
    {
        var changed = message with { Revision = ++Revision };
        _messages[_messages.FindLastIndex(m => m.MessageId == message.MessageId)] = changed;
        Signal();
        return changed;
    }

    public void Act(ChatAction action, bool countOnly)
    {
        if (countOnly) return;
        _actions.Add(action);
        Signal();
    }

    public void Answer(CallbackAnswer answer, bool countOnly)
    {
        if (countOnly) return;
        _answers.Add(answer);
        Signal();
    }

    public async Task<ChatRecord> ReadAsync(int? afterChanges, TimeSpan wait, CancellationToken cancellation)
    {
        Task changed;
        lock (Gate)
        {
            if (afterChanges is null || _changes > afterChanges || wait <= TimeSpan.Zero) return Snapshot();
            changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await changed.WaitAsync(wait, cancellation);
        }
        catch (TimeoutException)
        {
            // Nothing new: the caller sees it by the number of changes.
        }

        lock (Gate) return Snapshot();
    }

    private ChatRecord Snapshot() => new(Id, _changes, Revision, [.. _messages], [.. _actions], [.. _answers]);

    private void Signal()
    {
        _changes++;
        _changed?.TrySetResult();
        _changed = null;
    }
}
