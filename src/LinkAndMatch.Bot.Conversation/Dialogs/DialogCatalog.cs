namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Everything under <c>dialogs/</c>, read and checked once when the bot starts; immutable.</summary>
public sealed record DialogCatalog(
    IReadOnlyDictionary<string, FormDialog> Forms,
    IReadOnlyDictionary<string, MenuDialog> Menus,
    IReadOnlyDictionary<string, Notice> Notices,
    IReadOnlyList<Command> Commands,
    DefaultActions Defaults,
    Texts Texts)
{
    /// <summary>Dialogs that are no more: a conversation that is still in one is ended politely (<c>turn.retired</c>).</summary>
    public IReadOnlySet<string> Retired { get; init; } = new HashSet<string>();

    /// <summary>What a command leads to; of several of one name the first whose condition holds, or else the last (its dialog then says why not).</summary>
    /// <param name="fact">The value of <c>person.*</c> by its full name.</param>
    public Command? Find(string name, Func<string, object?> fact)
    {
        Command? last = null;
        foreach (var command in Commands)
        {
            if (!command.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (command.When is null || command.When.Evaluate(fact)) return command;
            last = command;
        }

        return last;
    }
}

/// <summary>A form: slots with rules; the next question is computed from the answers.</summary>
public sealed record FormDialog
{
    public required string Id { get; init; }
    public required int Version { get; init; }

    /// <summary>Over the slots and the submit, never over texts.</summary>
    public required string Fingerprint { get; init; }

    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Who may begin it: a condition over <c>person.*</c>; null: anyone. The text <c>dialog.start_refused</c> says why not.</summary>
    public Condition? StartsWhen { get; init; }

    public TimeSpan IdleExpiry { get; init; } = TimeSpan.FromHours(72);
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wrong answers to one slot before help is offered.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>True when questions are answered in mid-form.</summary>
    public bool FaqInterrupts { get; init; } = true;

    /// <summary>Dialogs that may begin in mid-form by a phrase; commands always may.</summary>
    public IReadOnlyList<string> DialogInterrupts { get; init; } = [];

    /// <summary>In the order of asking.</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    /// <summary>What it can be opened for, by a button: names that <see cref="ItemQuery.With"/> may use. One that is a slot fills that slot.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The dialog whose slots and words it shares; null: none.</summary>
    public string? Like { get; init; }

    /// <summary>Opens the form on what is stored; null: empty.</summary>
    public ItemQuery? Prefill { get; init; }

    public ModelFill? Model { get; init; }

    /// <summary>False: no review, the last answer submits.</summary>
    public bool Review { get; init; } = true;

    public required Submit Submit { get; init; }
    public IReadOnlyList<Migration> Migrations { get; init; } = [];
}

public sealed record Slot
{
    public required string Name { get; init; }
    public required SlotType Type { get; init; }
    public required string Fingerprint { get; init; }

    /// <summary>Length of a text in characters, or the exact number of digits in both places.</summary>
    public (int Min, int Max)? Length { get; init; }

    public (decimal Min, decimal Max)? Range { get; init; }

    /// <summary>For dates.</summary>
    public (DateOnly Min, DateOnly Max)? Dates { get; init; }

    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<string> Periods { get; init; } = [];
    public ItemsFrom? From { get; init; }

    /// <summary>Extra keys beside the list (<c>other</c>).</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    public int? Max { get; init; }

    /// <summary>For regions: the level that the answer must reach.</summary>
    public Recognizers.RegionLevel? Level { get; init; }

    public Condition? When { get; init; }

    /// <summary>A self-identifying value may be taken from any message.</summary>
    public bool FillsAnywhere { get; init; }

    /// <summary>The rule that needs the store (<c>ISlotCheck</c>).</summary>
    public string? Check { get; init; }

    /// <summary><c>channel.phone</c>, <c>channel.name</c>, <c>said.goods</c> (what the wish to register named) or <c>person.*</c>: offered as a button, never silently used.</summary>
    public string? Propose { get; init; }

    public bool Sensitive { get; init; }
    public bool MaySkip { get; init; }

    /// <summary>For confirm: a no ends the form.</summary>
    public bool RefusalEnds { get; init; }

    /// <summary>For confirm: the purpose of the consent that this answer gives.</summary>
    public string? Consent { get; init; }
}

public enum SlotType { Confirm, Text, Digits, Integer, Decimal, Quantity, Money, Date, Phone, Choice, Choices, Terms, Region, Tolerance, Photos }

/// <summary>Where the options of a slot come from.</summary>
public abstract record ItemsFrom
{
    /// <summary>A list of <c>vocab.yaml</c>.</summary>
    public sealed record Vocabulary(string List) : ItemsFrom;

    /// <summary>A query of the domain, paged by five.</summary>
    public sealed record Domain(ItemQuery Query) : ItemsFrom;
}

/// <param name="Source">The name of an <c>IItemSource</c>.</param>
/// <param name="With">Slots (or arguments of the form) whose values go along.</param>
public sealed record ItemQuery(string Source, IReadOnlyList<string> With);

public sealed record ModelFill(IReadOnlyList<string> Slots, int MinChars);

/// <param name="Refused">Code to the slot that is opened again.</param>
/// <param name="Then">menu, again, or the id of a dialog.</param>
public sealed record Submit(string Action, IReadOnlyDictionary<string, string> Refused, string Then);

/// <summary>How answers given under an older version are carried over.</summary>
public sealed record Migration(int From, IReadOnlyDictionary<string, string> Rename, IReadOnlyList<string> Drop, bool RestartKeepingAnswers);

public sealed record MenuDialog(string Id, IReadOnlyList<MenuItem> Items);

/// <param name="Name">Names its text: <c>menu.id.name</c>. Without a name of its own it is called like its target.</param>
public sealed record MenuItem(string Name, MenuTarget Target, Condition? When);

public abstract record MenuTarget
{
    public sealed record Dialog(string Id) : MenuTarget;

    public sealed record Action(string Name) : MenuTarget;

    public sealed record Answer(string EntryId) : MenuTarget;

    public sealed record Menu(string Id) : MenuTarget;

    /// <summary>A text by its key, with nothing behind it (privacy, help).</summary>
    public sealed record Text(string Key) : MenuTarget;

    /// <summary>What the turn itself does.</summary>
    public sealed record Builtin(BuiltinCommand Command) : MenuTarget;
}

public enum BuiltinCommand { Start, Cancel, Back, Repeat, Help, Ask }

/// <summary>A command that works everywhere.</summary>
/// <param name="Names">With the slash, Indonesian first: <c>/status</c>. Its plain words are the text <c>commands.name.phrases</c>, its line in Telegram's list <c>commands.name.about</c>.</param>
public sealed record Command(IReadOnlyList<string> Names, MenuTarget Target)
{
    /// <summary>For whom it means this; null: for everybody.</summary>
    public Condition? When { get; init; }

    /// <summary>The first name without its slash: names its texts.</summary>
    public string Key => Names[0].TrimStart('/');
}

/// <summary>The actions behind "belum tahu" and "petugas".</summary>
public sealed record DefaultActions(string Unanswered, string Officer);

/// <summary>What an internal event looks like in the chat: the text <c>event.text</c>, filled with its data, or a card.</summary>
public sealed record Notice(string Event, string? Card, IReadOnlyList<string> Buttons, Replies.DeliveryClass Class)
{
    /// <summary>An action to run when the event comes, before anything is said; null: none.</summary>
    public string? Do { get; init; }
}
