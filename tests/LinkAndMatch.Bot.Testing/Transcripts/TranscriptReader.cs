using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>Reads transcripts from YAML. What it does not know is an error with file and line.</summary>
public static class TranscriptReader
{
    private static readonly string[] s_acts =
    [
        "say", "forward", "tap", "reply", "edit", "contact", "photo", "send", "wait", "restart", "deploy", "again",
    ];

    private static readonly string[] s_expectations =
    [
        "bot", "group", "to", "not", "buttons", "no_buttons", "says", "says_not", "silent", "bubbles", "answers", "form", "asked", "store",
    ];

    private static readonly string[] s_stepKeys = ["as", "who", "officer", "on", "twice", "thrice", "trouble", .. s_acts, .. s_expectations];

    private static readonly string[] s_transcriptKeys = ["title", "covers", "given", "group", "samples", "only", "steps", "then"];

    /// <summary>Reads every transcript of a folder, without its parts and without those of recipes, which need other dialogs than the shipped.</summary>
    public static IReadOnlyList<Transcript> ReadFolder(string folder) =>
        [.. Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("parts/", StringComparison.Ordinal) && !f.StartsWith("recipes/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => Read(folder, f))];

    /// <summary>Reads the steps of <c>parts/name.yaml</c>.</summary>
    /// <exception cref="TranscriptException">There is no such part, or it cannot be read.</exception>
    public static IReadOnlyList<TranscriptStep> ReadPart(string folder, string name) => Read(folder, $"parts/{name}.yaml").Steps;

    /// <summary>Reads one file.</summary>
    /// <exception cref="TranscriptException">It cannot be read.</exception>
    public static Transcript Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new TranscriptException($"{file}:1", "there is no such file.");
        return Parse(file, File.ReadAllText(path));
    }

    /// <summary>Reads a transcript from its text.</summary>
    /// <exception cref="TranscriptException">It cannot be read.</exception>
    public static Transcript Parse(string file, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException broken)
        {
            throw new TranscriptException($"{file}:{Math.Max(1, broken.Start.Line)}", $"not readable as YAML: {broken.Message}");
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]) throw new TranscriptException($"{file}:1", "expected one YAML document of keys and values.");
        var node = new Node(root, file);
        node.Only(s_transcriptKeys);
        return new Transcript
        {
            File = file,
            Title = node.Find("title")?.Text ?? throw node.Wrong("expected a title."),
            Covers = node.Find("covers")?.Texts ?? [],
            Given = node.Find("given")?.Texts ?? [],
            Group = node.Find("group")?.Flag ?? true,
            Samples = node.Find("samples")?.Flag ?? true,
            Drivers = node.Find("only")?.Texts ?? [],
            Steps = [.. (node.Find("steps") ?? throw node.Wrong("expected steps.")).List.Select(Step)],
            Then = node.Find("then") is { } then ? Expected(then.Only(s_expectations)) : new Expectation(),
        };
    }

    private static TranscriptStep Step(Node node)
    {
        node.Only(s_stepKeys);
        var acts = s_acts.Where(a => node.Find(a) is not null).ToList();
        if (acts.Count != 1) throw node.Wrong($"expected one act of {string.Join(", ", s_acts)}; found {(acts.Count == 0 ? "none" : string.Join(", ", acts))}.");
        var officer = node.Find("officer")?.Text;
        return new TranscriptStep
        {
            File = node.File,
            Line = node.Line,
            Name = node.Find("as")?.Text,
            Who = officer ?? node.Find("who")?.Text,
            InGroup = officer is not null,
            Act = ActOf(acts[0], node.Find(acts[0])!.Value, node.Find("on")?.Text),
            Twice = node.Find("twice")?.Flag ?? false,
            Thrice = node.Find("thrice")?.Flag ?? false,
            Trouble = node.Find("trouble") is { } trouble ? TroubleOf(trouble) : null,
            Expect = Expected(node),
        };
    }

    private static StepAct ActOf(string act, Node value, string? on) => act switch
    {
        "say" => new StepAct.Say(value.Texts, Forwarded: false),
        "forward" => new StepAct.Say(value.Texts, Forwarded: true),
        "tap" => new StepAct.Tap(value.Texts, on),
        "reply" => new StepAct.Reply(value.Text, on),
        "edit" => new StepAct.Edit(value.Only(["of", "to"]).Need("of").Text, value.Need("to").Text),
        "contact" => value.Text == "own" ? new StepAct.Contact("6281234567890", Own: true) : new StepAct.Contact(value.Text, Own: false),
        "photo" => new StepAct.Photo(value.Texts),
        "send" => new StepAct.Send(value.OneOf("document", "voice", "sticker", "location", "block", "unblock")),
        "wait" => new StepAct.Wait(value.Time),
        "restart" => new StepAct.Restart(),
        "deploy" => new StepAct.Deploy(value.IsList ? [.. value.List.Select(e => new Bots.ReleaseEdit(e.Only(["file", "find", "until", "replace"]).Need("file").Text, e.Find("find")?.Text, e.Find("until")?.Text, e.Need("replace").TextOrNull ?? ""))] : []),
        "again" => new StepAct.Again(value.Text),
        _ => throw value.Wrong($"unknown act {act}."),
    };

    private static PlannedTrouble TroubleOf(Node node)
    {
        node.Only(["kind", "at", "times"]);
        return new PlannedTrouble(
            node.Need("kind").OneOf(Enum.GetNames<Bots.TroubleKind>()),
            node.Need("at").OneOf(Enum.GetNames<LinkAndMatch.Bot.Turns.TurnPoint>()),
            node.Find("times")?.Number ?? 1);
    }

    private static Expectation Expected(Node node) => new()
    {
        Bot = node.Find("bot")?.Texts,
        Group = node.Find("group")?.Texts,
        To = node.Find("to")?.Entries.ToDictionary(e => e.Key, e => e.Value.Texts) ?? [],
        Not = node.Find("not")?.Texts ?? [],
        Buttons = node.Find("buttons")?.Texts ?? [],
        NoButtons = node.Find("no_buttons")?.Texts ?? [],
        Says = node.Find("says")?.Texts ?? [],
        SaysNot = node.Find("says_not")?.Texts ?? [],
        Silent = node.Find("silent")?.Flag ?? false,
        Bubbles = node.Find("bubbles")?.Number,
        Answers = node.Find("answers")?.Entries.ToDictionary(e => e.Key, e => e.Value.TextOrNull) ?? [],
        Form = node.Find("form")?.Text,
        Asked = node.Find("asked")?.Text,
        Store = node.Find("store")?.Entries.ToDictionary(e => e.Key, e => Rows(e.Value)) ?? [],
    };

    private static StoredRows Rows(Node node)
    {
        if (!node.IsList) return new StoredRows(node.Number, []);
        var rows = node.List.Select(row => (IReadOnlyDictionary<string, string>)row.Entries.ToDictionary(e => e.Key, e => e.Value.TextOrNull ?? "")).ToList();
        return new StoredRows(rows.Count, rows);
    }

    /// <summary>A node that knows its place.</summary>
    private readonly struct Node(YamlNode node, string file)
    {
        public string File => file;

        public int Line => (int)node.Start.Line;

        public bool IsList => node is YamlSequenceNode;

        public string Text => TextOrNull ?? throw Wrong("expected words.");

        public string? TextOrNull => node is not YamlScalarNode scalar ? throw Wrong("expected words.")
            : scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~" ? null : scalar.Value;

        /// <summary>A list of words; words alone are a list of one.</summary>
        public IReadOnlyList<string> Texts => IsList ? [.. List.Select(n => n.Text)] : [Text];

        public bool Flag => Text switch { "true" => true, "false" => false, _ => throw Wrong("expected true or false.") };

        public int Number => int.TryParse(Text, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("expected a whole number.");

        /// <summary>Such as 40s, 5m, 1h, 3d.</summary>
        public TimeSpan Time
        {
            get
            {
                var text = Text;
                if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture, out var number)) throw Wrong("expected a time such as 40s, 5m, 1h or 3d.");
                return text[^1] switch
                {
                    's' => TimeSpan.FromSeconds(number),
                    'm' => TimeSpan.FromMinutes(number),
                    'h' => TimeSpan.FromHours(number),
                    'd' => TimeSpan.FromDays(number),
                    _ => throw Wrong("expected a time such as 40s, 5m, 1h or 3d."),
                };
            }
        }

        public IEnumerable<Node> List
        {
            get
            {
                var (own, name) = (node as YamlSequenceNode ?? throw Wrong("expected a list."), file);
                return own.Children.Select(c => new Node(c, name));
            }
        }

        public IEnumerable<(string Key, Node Value)> Entries
        {
            get
            {
                var (own, name) = (node as YamlMappingNode ?? throw Wrong("expected keys and values."), file);
                return own.Children.Select(c => (((YamlScalarNode)c.Key).Value ?? "", new Node(c.Value, name)));
            }
        }

        public Node? Find(string key)
        {
            foreach (var (name, value) in Entries)
            {
                if (name == key) return value;
            }

            return null;
        }

        public Node Need(string key) => Find(key) ?? throw Wrong($"expected the key {key}.");

        public string OneOf(params string[] words)
        {
            var text = Text;
            return words.Contains(text) ? text : throw Wrong($"'{text}' is none of {string.Join(", ", words)}.");
        }

        public Node Only(string[] keys)
        {
            foreach (var (key, value) in Entries)
            {
                if (!keys.Contains(key)) throw value.Wrong($"unknown key '{key}'; expected one of {string.Join(", ", keys)}.");
            }

            return this;
        }

        public TranscriptException Wrong(string message) => new($"{file}:{Line}", message);
    }
}
