using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>
/// What the last release asked, kept as <c>schema/released.json</c>: conversations that began under it are still running.
/// A change that they would notice needs a higher version; a slot that only changed its name needs a line under <c>migrate</c>.
/// </summary>
public static class ReleasedStructure
{
    /// <summary>Where it lies in the folder of dialogs.</summary>
    public const string File = "schema/released.json";

    /// <summary>Writes the present structure as the released one.</summary>
    public static void Write(DialogCatalog catalog, string dialogsPath)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var vocabulary = DialogSource.Read(dialogsPath, new FindingList()).Vocabulary;
        var released = new ReleasedDialogs { Dialogs = new(catalog.Forms.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => Of(f.Value, vocabulary))) };
        System.IO.File.WriteAllText(Path.Combine(dialogsPath, File), JsonSerializer.Serialize(released, ReleasedJson.Default.ReleasedDialogs) + "\n");
    }

    internal static void Compare(DialogSource source, string root, FindingList findings)
    {
        var path = Path.Combine(root, File);
        if (!System.IO.File.Exists(path)) return;
        ReleasedDialogs? released;
        try
        {
            released = JsonSerializer.Deserialize(System.IO.File.ReadAllText(path), ReleasedJson.Default.ReleasedDialogs);
        }
        catch (JsonException broken)
        {
            findings.Error(new Place(File, (broken.LineNumber ?? 0) + 1), $"not readable: {broken.Message}");
            return;
        }

        foreach (var (id, before) in released?.Dialogs ?? [])
        {
            if (source.Forms.TryGetValue(id, out var form)) Compare(form, before, source, findings);
            else if (!source.Retired.Contains(id)) findings.Error(new Place(File, 1), $"the dialog '{id}' was released and is gone; keep a file with 'dialog: {id}', a higher version and 'retired: true' for those who are still in it.");
            else if (source.RetiredVersions[id] <= before.Version) findings.Error(source.At(id), $"expected a version above {before.Version}, which was released.");
        }
    }

    private static void Compare(FormDialog form, ReleasedDialog before, DialogSource source, FindingList findings)
    {
        var at = source.At(form.Id);
        if (form.Version < before.Version)
        {
            findings.Error(at, $"version {form.Version} is older than the released version {before.Version}.");
            return;
        }

        var now = Of(form, source.Vocabulary);
        var removed = before.Slots.Keys.Except(now.Slots.Keys).ToArray();
        var added = now.Slots.Keys.Except(before.Slots.Keys).ToArray();
        var changes = new List<string>();
        changes.AddRange(added.Select(n => $"'{n}' was added"));
        changes.AddRange(removed.Select(n => $"'{n}' was removed"));
        foreach (var (name, slot) in now.Slots)
        {
            if (before.Slots.TryGetValue(name, out var old) && Tightened(old, slot) is { } how) changes.Add($"'{name}' {how}");
        }

        if (before.Action != now.Action) changes.Add($"the submit leads to '{now.Action}' instead of '{before.Action}'");
        if (changes.Count > 0 && form.Version == before.Version)
        {
            findings.Error(at, $"{string.Join("; ", changes)} since version {before.Version} was released; expected version {before.Version + 1}.");
        }

        if (form.Version > before.Version && form.Fingerprint == before.Fingerprint && form.Migrations.All(m => m.From < before.Version))
        {
            findings.Warn(at, $"version {form.Version} is above the released version {before.Version}, but nothing has changed that a running conversation would notice.");
        }

        // The same rules under another name: nearly surely a new name, and the answer would be asked for twice.
        var moved = form.Migrations.Where(m => m.From >= before.Version).SelectMany(m => m.Rename.Keys.Concat(m.Drop)).Concat(form.Migrations.Where(m => m.RestartKeepingAnswers).SelectMany(_ => removed)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in removed.Where(n => !moved.Contains(n)))
        {
            if (added.FirstOrDefault(a => now.Slots[a].Type == before.Slots[name].Type) is { } heir)
            {
                findings.Error(at, $"'{name}' is gone and '{heir}' of the same type is new; expected 'migrate: [{{from: {before.Version}, rename: {{{name}: {heir}}}}}]', or 'drop: [{name}]' when they are different things.");
            }
        }
    }

    /// <summary>What a kept answer may fail at now; null when whatever was right still is.</summary>
    private static string? Tightened(ReleasedSlot before, ReleasedSlot now)
    {
        if (before.Fingerprint == now.Fingerprint) return null;
        if (before.Type != now.Type) return $"became a {now.Type.ToLowerInvariant()}";
        if (Narrower(before.Length, now.Length)) return "allows fewer lengths";
        if (Narrower(before.Range, now.Range)) return "allows a smaller range";
        if (Narrower(before.Dates, now.Dates)) return "allows fewer dates";
        if (now.Max is { } most && (before.Max is null || most < before.Max)) return $"allows at most {most}";
        if (before.Choices.Except(now.Choices).ToArray() is { Length: > 0 } gone) return $"lost the choice {string.Join(", ", gone.Select(g => $"'{g}'"))}";
        if (Narrower(before.Units, now.Units) || Narrower(before.Periods, now.Periods)) return "allows fewer units";
        if (before.From != now.From) return "chooses from another list";
        if (before.Level != now.Level) return "asks for another level of region";
        if (before.When != now.When) return "is asked under another condition";
        if (before.Check != now.Check && now.Check is not null) return $"is checked by '{now.Check}'";
        if (before.Skip && !now.Skip) return "may not be skipped any more";
        if (before.Consent != now.Consent) return "gives another consent";
        return null;
    }

    private static bool Narrower(IReadOnlyList<decimal>? before, IReadOnlyList<decimal>? now) => now is [var min, var max] && (before is not [var oldMin, var oldMax] || min > oldMin || max < oldMax);

    private static bool Narrower(IReadOnlyList<string>? before, IReadOnlyList<string>? now) => now is { Count: > 0 } && (before is not { Count: > 0 } || before.Except(now).Any());

    private static ReleasedDialog Of(FormDialog form, Dictionary<string, IReadOnlyList<string>> vocabulary) => new()
    {
        Version = form.Version,
        Fingerprint = form.Fingerprint,
        Action = form.Submit.Action,
        Slots = form.Slots.ToDictionary(s => s.Name, s => Of(s, vocabulary)),
    };

    private static ReleasedSlot Of(Slot slot, Dictionary<string, IReadOnlyList<string>> vocabulary) => new()
    {
        Type = slot.Type.ToString(),
        Fingerprint = slot.Fingerprint,
        Length = slot.Length is { } length ? [length.Min, length.Max] : null,
        Range = slot.Range is { } range ? [range.Min, range.Max] : null,
        Dates = slot.Dates is { } dates ? [dates.Min.DayNumber, dates.Max.DayNumber] : null,
        Units = slot.Units,
        Periods = slot.Periods,
        Choices = [.. (slot.From is ItemsFrom.Vocabulary(var list) ? vocabulary.GetValueOrDefault(list) ?? [] : []).Concat(slot.Add).Order(StringComparer.Ordinal)],
        From = slot.From switch { ItemsFrom.Vocabulary(var name) => name, ItemsFrom.Domain(var query) => $"{query.Source}({string.Join(',', query.With)})", _ => null },
        Max = slot.Max,
        Level = slot.Level?.ToString(),
        When = slot.When?.Canonical,
        Check = slot.Check,
        Skip = slot.MaySkip,
        Consent = slot.Consent,
    };
}

internal sealed record ReleasedDialogs
{
    public required Dictionary<string, ReleasedDialog> Dialogs { get; init; }
}

internal sealed record ReleasedDialog
{
    public required int Version { get; init; }
    public required string Fingerprint { get; init; }
    public required string Action { get; init; }
    public required Dictionary<string, ReleasedSlot> Slots { get; init; }
}

internal sealed record ReleasedSlot
{
    public required string Type { get; init; }
    public required string Fingerprint { get; init; }
    public IReadOnlyList<decimal>? Length { get; init; }
    public IReadOnlyList<decimal>? Range { get; init; }

    /// <summary>Day numbers.</summary>
    public IReadOnlyList<decimal>? Dates { get; init; }

    public IReadOnlyList<string>? Units { get; init; }
    public IReadOnlyList<string>? Periods { get; init; }
    public IReadOnlyList<string> Choices { get; init; } = [];
    public string? From { get; init; }
    public int? Max { get; init; }
    public string? Level { get; init; }
    public string? When { get; init; }
    public string? Check { get; init; }
    public bool Skip { get; init; }
    public string? Consent { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ReleasedDialogs))]
internal sealed partial class ReleasedJson : JsonSerializerContext;
