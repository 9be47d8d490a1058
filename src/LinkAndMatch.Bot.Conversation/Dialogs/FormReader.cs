using System.Collections.Frozen;
using System.Globalization;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Reads forms: each <c>*.yaml</c> of the folder that has a <c>dialog</c> or <c>slots</c>; others are other rooms'.</summary>
internal static class FormReader
{
    private static readonly FrozenDictionary<string, SlotType> Types = Enum.GetValues<SlotType>().ToFrozenDictionary(t => t.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly string[] FormKeys =
        ["dialog", "version", "retired", "like", "without", "start", "starts_when", "expires", "defaults", "arguments", "slots", "prefill", "model", "review", "submit", "migrate"];

    private static readonly string[] SlotKeys =
        ["type", "length", "range", "units", "per", "from", "add", "max", "level", "when", "fill", "check", "propose", "sensitive", "skip", "refuse", "consent"];

    // Menus and notices have readers of their own; thresholds and intents belong to the finding of answers.
    private static readonly string[] NoForms = ["menu.yaml", "notices.yaml", "thresholds.yaml", "intents.yaml"];

    public static void ReadAll(string root, DialogSource source, FindingList findings)
    {
        if (!Directory.Exists(root))
        {
            findings.Error(new Place(root, 1), "the folder of dialogs is missing.");
            return;
        }

        var parts = new Dictionary<string, YamlPart>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*.yaml").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            if (NoForms.Contains(file) || YamlPart.Read(root, file, findings) is not { } part) continue;
            if (!part.Has("dialog") && !part.Has("slots") && !part.Has("submit")) continue;
            var id = part.Text("dialog");
            if (id.Length == 0) continue;
            if (!parts.TryAdd(id, part)) part.Error($"a second dialog is called '{id}'; expected another name.");
            source.Places[id] = part.Place;
        }

        // Those that others are like come first.
        foreach (var (id, part) in parts.OrderBy(p => p.Value.Has("like")).ThenBy(p => p.Key, StringComparer.Ordinal)) Read(id, part, parts, source, findings);
    }

    private static void Read(string id, YamlPart part, Dictionary<string, YamlPart> all, DialogSource source, FindingList findings)
    {
        part.AllowOnly(FormKeys);
        if (!IsName(id)) part.Error($"expected a name of small letters, digits and hyphens instead of '{id}'.");
        var version = part.Number("version") ?? 0;
        if (version < 1) part.Error("expected 'version: 1' or more.");
        if (part.Flag("retired", otherwise: false))
        {
            source.Retired.Add(id);
            source.RetiredVersions[id] = version;
            return;
        }

        var like = part.TryText("like");
        var slots = ReadSlots(id, part, like, all, source, findings);
        if (slots.Count == 0) part.Error("expected at least one slot under 'slots'.");
        var (submit, codes) = ReadSubmit(id, part, source);
        source.RefusedCodes[id] = codes;

        var form = new FormDialog
        {
            Id = id,
            Version = version,
            Fingerprint = Fingerprints.Of(slots, submit),
            Like = like,
            StartsWhen = ReadCondition(part, "starts_when", $"{id}.starts_when", source),
            Arguments = part.Texts("arguments"),
            Slots = slots,
            Prefill = part.TryGet("prefill", out var prefill) ? ReadQuery(prefill.Value) : null,
            Model = ReadModel(id, part, source),
            Review = ReadReview(part),
            Submit = submit,
            Migrations = ReadMigrations(id, part, source),
        };
        form = ReadStart(form, part, source);
        form = ReadExpiry(form, part);
        source.Forms[id] = ReadDefaults(form, part);
    }

    private static List<Slot> ReadSlots(string id, YamlPart part, string? like, Dictionary<string, YamlPart> all, DialogSource source, FindingList findings)
    {
        var slots = new List<Slot>();
        if (like is not null)
        {
            part.TryGet("like", out var said);
            if (source.Forms.TryGetValue(like, out var model))
            {
                var without = part.Texts("without");
                foreach (var name in without.Where(n => model.Slots.All(s => s.Name != n)))
                {
                    part.TryGet("without", out var list);
                    list!.Value.Error($"'{like}' has no slot '{name}'.");
                }

                slots.AddRange(model.Slots.Where(s => !without.Contains(s.Name)));
                foreach (var slot in slots) source.Places[$"{id}.{slot.Name}"] = said!.Value.Place;
            }
            else
            {
                said!.Value.Error(all.ContainsKey(like) ? $"'{like}' is itself like another dialog; name that one." : $"there is no dialog '{like}'.");
            }
        }
        else if (part.TryGet("without", out var list))
        {
            list.Value.Error("'without' needs 'like'.");
        }

        if (!part.TryGet("slots", out var own)) return slots;
        foreach (var (name, value, at) in own.Value.Entries())
        {
            source.Places[$"{id}.{name}"] = at;
            if (!IsName(name) || name is "review" or "submit" or "consent_version") findings.Error(at, $"'{name}' cannot be a slot's name; expected small letters, digits and underscores, and not a word the bot uses itself.");
            if (ReadSlot(id, name, value, source) is not { } slot) continue;
            var before = slots.FindIndex(s => s.Name == name);
            if (before >= 0) slots[before] = slot;
            else slots.Add(slot);
        }

        return slots;
    }

    private static Slot? ReadSlot(string id, string name, YamlPart part, DialogSource source)
    {
        part.AllowOnly(SlotKeys);
        var typeName = part.Text("type");
        if (!Types.TryGetValue(typeName, out var type))
        {
            if (typeName.Length > 0) part.Error($"unknown type '{typeName}'; expected one of: {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}.");
            return null;
        }

        foreach (var (key, _, _) in part.Entries())
        {
            if (!Fits(key, type)) part.Error($"'{key}' means nothing to a slot of type {typeName}.");
        }

        var slot = new Slot
        {
            Name = name,
            Type = type,
            Fingerprint = "",
            Length = ReadLength(part),
            Range = type is SlotType.Date ? null : ReadRange(part),
            Dates = type is SlotType.Date ? ReadDates(part) : null,
            Units = part.Texts("units"),
            Periods = part.Texts("per"),
            From = ReadFrom(part),
            Add = part.Texts("add"),
            Max = part.Number("max"),
            Level = ReadLevel(part),
            When = ReadCondition(part, "when", $"{id}.{name}.when", source),
            FillsAnywhere = Says(part, "fill", "anywhere"),
            Check = part.TryText("check"),
            Propose = part.TryText("propose"),
            Sensitive = part.Flag("sensitive", otherwise: false),
            MaySkip = part.Flag("skip", otherwise: false),
            RefusalEnds = Says(part, "refuse", "end"),
            Consent = part.TryText("consent"),
        };
        var keys = slot.From is ItemsFrom.Vocabulary { List: var list } ? source.Vocabulary.GetValueOrDefault(list) ?? [] : [];
        return slot with { Fingerprint = Fingerprints.Of(slot, keys) };
    }

    private static bool Fits(string key, SlotType type) => key switch
    {
        "length" => type is SlotType.Text or SlotType.Digits,
        "range" => type is SlotType.Integer or SlotType.Decimal or SlotType.Money or SlotType.Date,
        "units" or "per" => type is SlotType.Quantity,
        "from" => type is SlotType.Choice or SlotType.Choices or SlotType.Terms,
        "add" => type is SlotType.Choice or SlotType.Choices,
        "max" => type is SlotType.Choices or SlotType.Terms or SlotType.Photos,
        "level" => type is SlotType.Region,
        "refuse" or "consent" => type is SlotType.Confirm,
        _ => true,
    };

    private static (int, int)? ReadLength(YamlPart part)
    {
        if (!part.TryGet("length", out var length)) return null;
        if (!length.Value.IsList) return length.Value.AsInteger("'length'") is { } exact ? (exact, exact) : null;
        if (length.Value.Items().Select(i => i.AsInteger("'length'")).ToArray() is [{ } min, { } max] && min <= max) return (min, max);
        length.Value.Error("expected 'length: 13' or 'length: [3, 120]'.");
        return null;
    }

    private static (decimal, decimal)? ReadRange(YamlPart part)
    {
        if (!part.TryGet("range", out var range)) return null;
        if (range.Value.IsList && range.Value.Items().Select(i => decimal.TryParse(i.Scalar, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : (decimal?)null).ToArray() is [{ } min, { } max] && min <= max) return (min, max);
        range.Value.Error("expected 'range: [1, 100000]', the smaller first.");
        return null;
    }

    private static (DateOnly, DateOnly)? ReadDates(YamlPart part)
    {
        if (!part.TryGet("range", out var range)) return null;
        if (range.Value.IsList && range.Value.Items().Select(i => DateOnly.TryParseExact(i.Scalar, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : (DateOnly?)null).ToArray() is [{ } min, { } max] && min <= max) return (min, max);
        range.Value.Error("expected 'range: [2020-01-01, 2030-12-31]', the earlier first.");
        return null;
    }

    private static ItemsFrom? ReadFrom(YamlPart part)
    {
        if (!part.TryGet("from", out var from)) return null;
        if (from.Value.IsMap) return new ItemsFrom.Domain(ReadQuery(from.Value));
        if (from.Value.Scalar is { } text && text.StartsWith("vocab.", StringComparison.Ordinal)) return new ItemsFrom.Vocabulary(text["vocab.".Length..]);
        from.Value.Error("expected 'vocab.<list>' or {query: <source>}.");
        return null;
    }

    private static ItemQuery ReadQuery(YamlPart part)
    {
        part.AllowOnly("query", "with");
        return new ItemQuery(part.Text("query"), part.Texts("with"));
    }

    private static RegionLevel? ReadLevel(YamlPart part)
    {
        if (part.TryText("level") is not { } text) return null;
        foreach (var level in Enum.GetValues<RegionLevel>())
        {
            if (string.Equals(level.ToString(), text, StringComparison.OrdinalIgnoreCase)) return level;
        }

        part.TryGet("level", out var at);
        at!.Value.Error($"unknown level '{text}'; expected province, regency, district or village.");
        return null;
    }

    private static bool Says(YamlPart part, string key, string word)
    {
        if (!part.TryGet(key, out var value)) return false;
        if (value.Value.Scalar == word) return true;
        value.Value.Error($"expected '{key}: {word}'.");
        return false;
    }

    internal static Condition? ReadCondition(YamlPart part, string key, string path, DialogSource source)
    {
        if (part.TryText(key) is not { } text) return null;
        part.TryGet(key, out var value);
        source.Places[path] = value!.Value.Place;
        try
        {
            return Condition.Parse(text);
        }
        catch (FormatException broken)
        {
            value.Value.Error(broken.Message);
            return null;
        }
    }

    private static FormDialog ReadStart(FormDialog form, YamlPart part, DialogSource source)
    {
        if (!part.TryGet("start", out var start)) return form;
        start.Value.AllowOnly("commands");
        source.Places[$"{form.Id}.start"] = start.Value.Place;
        return form with { Commands = start.Value.Texts("commands") };
    }

    private static FormDialog ReadExpiry(FormDialog form, YamlPart part)
    {
        if (!part.TryGet("expires", out var expires)) return form;
        expires.Value.AllowOnly("idle", "warn");
        var idle = expires.Value.Time("idle") ?? form.IdleExpiry;
        var warn = expires.Value.Time("warn") ?? TimeSpan.Zero;
        if (warn >= idle) expires.Value.Error("expected 'warn' to be shorter than 'idle': it says how long before the end.");
        return form with { IdleExpiry = idle, WarnBefore = warn };
    }

    private static FormDialog ReadDefaults(FormDialog form, YamlPart part)
    {
        if (!part.TryGet("defaults", out var defaults)) return form;
        defaults.Value.AllowOnly("retries", "then", "interrupt");
        var retries = defaults.Value.Number("retries") ?? form.Retries;
        if (retries is < 1 or > 10) defaults.Value.Error("expected 'retries' from 1 to 10.");
        _ = Says(defaults.Value, "then", "offer_officer");
        if (!defaults.Value.TryGet("interrupt", out var interrupt)) return form with { Retries = retries };
        interrupt.Value.AllowOnly("faq", "dialogs");
        return form with { Retries = retries, FaqInterrupts = interrupt.Value.Flag("faq", otherwise: true), DialogInterrupts = interrupt.Value.Texts("dialogs") };
    }

    private static ModelFill? ReadModel(string id, YamlPart part, DialogSource source)
    {
        if (!part.TryGet("model", out var model)) return null;
        model.Value.AllowOnly("fill", "min_chars");
        source.Places[$"{id}.model"] = model.Value.Place;
        return new ModelFill(model.Value.Texts("fill"), model.Value.Number("min_chars") ?? 25);
    }

    private static bool ReadReview(YamlPart part)
    {
        if (!part.TryGet("review", out var review)) return true;
        if (!review.Value.IsMap) return part.Flag("review", otherwise: true);
        review.Value.AllowOnly("edit");
        return true;
    }

    private static (Submit, IReadOnlyDictionary<string, string?>) ReadSubmit(string id, YamlPart part, DialogSource source)
    {
        var codes = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!part.TryGet("submit", out var submit))
        {
            part.Error("expected 'submit' with an action.");
            return (new Submit("", new Dictionary<string, string>(), "menu"), codes);
        }

        source.Places[$"{id}.submit"] = submit.Value.Place;
        submit.Value.AllowOnly("action", "refused", "then");
        if (submit.Value.TryGet("refused", out var refused))
        {
            foreach (var (code, value, at) in refused.Value.Entries())
            {
                source.Places[$"{id}.submit.{code}"] = at;
                value.AllowOnly("reopen");
                codes[code] = value.IsMap ? value.TryText("reopen") : null;
            }
        }

        var reopens = codes.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => c.Value!, StringComparer.Ordinal);
        return (new Submit(submit.Value.Text("action"), reopens, submit.Value.TryText("then") ?? "menu"), codes);
    }

    private static List<Migration> ReadMigrations(string id, YamlPart part, DialogSource source)
    {
        var migrations = new List<Migration>();
        if (!part.TryGet("migrate", out var migrate)) return migrations;
        source.Places[$"{id}.migrate"] = migrate.Value.Place;
        foreach (var line in migrate.Value.Items())
        {
            line.AllowOnly("from", "rename", "drop", "restart");
            var renames = new Dictionary<string, string>(StringComparer.Ordinal);
            if (line.TryGet("rename", out var rename))
            {
                foreach (var (old, now, _) in rename.Value.Entries()) renames[old] = now.Scalar ?? "";
            }

            if (line.Number("from") is not { } from)
            {
                line.Error("expected 'from: <version>'.");
                continue;
            }

            source.Places[$"{id}.migrate.{from}"] = line.Place;
            migrations.Add(new Migration(from, renames, line.Texts("drop"), Says(line, "restart", "keep_answers")));
        }

        return migrations;
    }

    internal static bool IsName(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
