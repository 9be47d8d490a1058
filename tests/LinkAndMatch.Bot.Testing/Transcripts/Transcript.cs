using LinkAndMatch.Bot.Testing.Bots;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>A whole conversation as one file tells it: what people do, and what the bot then shows and keeps.</summary>
public sealed record Transcript
{
    /// <summary>The file's path from the folder of transcripts.</summary>
    public required string File { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Titles of the scenario list that it covers.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>Names of parts that are played first.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>False: nobody has set up an officers' group.</summary>
    public bool Group { get; init; } = true;

    /// <summary>False: there are no industries and no needs.</summary>
    public bool Samples { get; init; } = true;

    /// <summary>The drivers that can play it; empty: all.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>In order.</summary>
    public IReadOnlyList<TranscriptStep> Steps { get; init; } = [];

    /// <summary>What must hold at the end.</summary>
    public Expectation Then { get; init; } = new();

    /// <inheritdoc/>
    public override string ToString() => File;
}

/// <summary>One act and what follows from it.</summary>
public sealed record TranscriptStep
{
    /// <summary>Its file.</summary>
    public required string File { get; init; }

    /// <summary>Its line in the file.</summary>
    public required int Line { get; init; }

    /// <summary>A name by which later steps refer to it.</summary>
    public string? Name { get; init; }

    /// <summary>Who acts; null: the one the conversation is about.</summary>
    public string? Who { get; init; }

    /// <summary>True when it happens in the officers' group.</summary>
    public bool InGroup { get; init; }

    /// <summary>What is done.</summary>
    public required StepAct Act { get; init; }

    /// <summary>True: the channel delivers it twice, one copy after the other.</summary>
    public bool Twice { get; init; }

    /// <summary>True: the channel delivers a second and a third copy at the same moment.</summary>
    public bool Thrice { get; init; }

    /// <summary>Trouble while the bot works on it; null: none.</summary>
    public PlannedTrouble? Trouble { get; init; }

    /// <summary>What must be seen afterwards.</summary>
    public Expectation Expect { get; init; } = new();

    /// <summary>The place, for messages about it.</summary>
    public string Place => $"{File}:{Line}";
}

/// <summary>Trouble at a point of a turn, so many times.</summary>
public sealed record PlannedTrouble(string Kind, string At, int Times);

/// <summary>What a step does.</summary>
public abstract record StepAct
{
    /// <summary>Writes one or several messages without waiting for the bot.</summary>
    public sealed record Say(IReadOnlyList<string> Texts, bool Forwarded) : StepAct;

    /// <summary>Taps buttons, one after the other without waiting, of the newest message that has them or of the one named by <paramref name="On"/>.</summary>
    public sealed record Tap(IReadOnlyList<string> Buttons, string? On) : StepAct;

    /// <summary>Answers a message of the bot: the newest card in the chat, or the one of the step <paramref name="On"/>.</summary>
    public sealed record Reply(string Text, string? On) : StepAct;

    /// <summary>Corrects the message of an earlier step.</summary>
    public sealed record Edit(string Of, string Text) : StepAct;

    /// <summary>Shares a contact card.</summary>
    public sealed record Contact(string Phone, bool Own) : StepAct;

    /// <summary>Sends pictures at once; each word is a picture of its own, and <c>broken</c> is none.</summary>
    public sealed record Photo(IReadOnlyList<string> Pictures) : StepAct;

    /// <summary>Sends a file, a voice note, a sticker or a place; blocks the bot or lets it in again.</summary>
    public sealed record Send(string What) : StepAct;

    /// <summary>Time passes.</summary>
    public sealed record Wait(TimeSpan Time) : StepAct;

    /// <summary>The bot's process ends and a new one starts.</summary>
    public sealed record Restart : StepAct;

    /// <summary>A release with other dialogs; no edits: back to the shipped ones.</summary>
    public sealed record Deploy(IReadOnlyList<ReleaseEdit> Edits) : StepAct;

    /// <summary>The channel delivers an earlier step once more.</summary>
    public sealed record Again(string Of) : StepAct;
}

/// <summary>What must be seen or kept. Everything left out may be anything.</summary>
public sealed record Expectation
{
    /// <summary>Text keys said in the actor's own chat, in this order; the last of them is the last thing said.</summary>
    public IReadOnlyList<string>? Bot { get; init; }

    /// <summary>Text keys said in the officers' group, in this order.</summary>
    public IReadOnlyList<string>? Group { get; init; }

    /// <summary>Text keys said in other people's chats.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> To { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Text keys that must not be said.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary>Buttons that must be there: text key of the label, choice, action, or words of the label.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>Buttons that must not be there.</summary>
    public IReadOnlyList<string> NoButtons { get; init; } = [];

    /// <summary>Words that must be read somewhere.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>Words that must not be read anywhere.</summary>
    public IReadOnlyList<string> SaysNot { get; init; } = [];

    /// <summary>True: the bot shows nothing.</summary>
    public bool Silent { get; init; }

    /// <summary>How many messages at most; null: two.</summary>
    public int? Bubbles { get; init; }

    /// <summary>Answers of the running form by slot, each as its canonical text; null: not answered.</summary>
    public IReadOnlyDictionary<string, string?> Answers { get; init; } = new Dictionary<string, string?>();

    /// <summary>The running form, or <c>none</c>.</summary>
    public string? Form { get; init; }

    /// <summary>The slot that is asked for, or <c>none</c>.</summary>
    public string? Asked { get; init; }

    /// <summary>Tables of the store and what they hold: a count, or rows with some of their values.</summary>
    public IReadOnlyDictionary<string, StoredRows> Store { get; init; } = new Dictionary<string, StoredRows>();
}

/// <summary>What a table must hold.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Rows">Values by column; each must be found in a row of its own.</param>
public sealed record StoredRows(int Count, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows);
