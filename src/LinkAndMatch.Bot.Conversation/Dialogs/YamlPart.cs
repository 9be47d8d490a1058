using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>A node of a YAML file that knows where it stands; what is not as expected becomes a finding and reads as absent.</summary>
internal readonly struct YamlPart(YamlNode node, string file, FindingList findings)
{
    public Place Place => new(file, node.Start.Line);

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    /// <summary>The text of a scalar; empty for a key without a value.</summary>
    public string? Scalar => (node as YamlScalarNode)?.Value;

    /// <summary>Reads a file; null when it is missing or no YAML.</summary>
    public static YamlPart? Read(string root, string file, FindingList findings)
    {
        var path = Path.Combine(root, file);
        if (!File.Exists(path))
        {
            findings.Error(new Place(file, 1), "this file is missing.");
            return null;
        }

        try
        {
            var yaml = new YamlStream();
            using var reader = File.OpenText(path);
            yaml.Load(reader);
            if (yaml.Documents is [{ RootNode: YamlMappingNode map }]) return new YamlPart(map, file, findings);
            findings.Error(new Place(file, 1), "expected one YAML document of keys and values.");
        }
        catch (YamlException broken)
        {
            findings.Error(new Place(file, Math.Max(1, broken.Start.Line)), $"not readable as YAML: {broken.Message}");
        }

        catch (InvalidOperationException)
        {
            // The parser's own answer to a file that breaks off inside brackets.
            findings.Error(new Place(file, Math.Max(1, File.ReadLines(path).Count())), "not readable as YAML: the file ends inside brackets.");
        }

        return null;
    }

    public void Error(string message) => findings.Error(Place, message);

    /// <summary>Entries in the order of the file, each with the place of its key.</summary>
    public IEnumerable<(string Key, YamlPart Value, Place At)> Entries()
    {
        if (node is not YamlMappingNode map)
        {
            if (!string.IsNullOrEmpty(Scalar) || IsList) Error("expected keys and values.");
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } name }) yield return (name, new YamlPart(value, file, findings), new Place(file, key.Start.Line));
            else findings.Error(new Place(file, key.Start.Line), "expected a plain key.");
        }
    }

    public IEnumerable<YamlPart> Items()
    {
        if (node is YamlSequenceNode list)
        {
            foreach (var item in list.Children) yield return new YamlPart(item, file, findings);
        }
        else
        {
            Error("expected a list.");
        }
    }

    /// <summary>Names every key that is not one of these.</summary>
    public void AllowOnly(params string[] keys)
    {
        foreach (var (key, _, at) in Entries())
        {
            if (!keys.Contains(key)) findings.Error(at, $"unknown key '{key}'; expected one of: {string.Join(", ", keys)}.");
        }
    }

    public bool Has(string key) => TryGet(key, out _);

    public bool TryGet(string key, [NotNullWhen(true)] out YamlPart? part)
    {
        part = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? new YamlPart(value, file, findings) : null;
        return part is not null;
    }

    /// <summary>A required text.</summary>
    public string Text(string key)
    {
        if (TryText(key) is { } text) return text;
        if (!Has(key)) Error($"expected '{key}' here.");
        return "";
    }

    public string? TryText(string key)
    {
        if (!TryGet(key, out var part)) return null;
        if (!string.IsNullOrWhiteSpace(part.Value.Scalar)) return part.Value.Scalar;
        part.Value.Error($"expected a text for '{key}'.");
        return null;
    }

    public int? Number(string key) => TryGet(key, out var part) ? part.Value.AsInteger($"'{key}'") : null;

    public int? AsInteger(string what)
    {
        if (int.TryParse(Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Error($"expected a whole number for {what}.");
        return null;
    }

    public bool Flag(string key, bool otherwise)
    {
        if (!TryGet(key, out var part)) return otherwise;
        switch (part.Value.Scalar)
        {
            case "true": return true;
            case "false": return false;
            default:
                part.Value.Error($"expected true or false for '{key}'.");
                return otherwise;
        }
    }

    /// <summary>A list of plain texts; empty when the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (!TryGet(key, out var part)) return [];
        if (!part.Value.IsList)
        {
            part.Value.Error($"expected a list for '{key}'.");
            return [];
        }

        var texts = new List<string>();
        foreach (var item in part.Value.Items())
        {
            if (item.Scalar is { Length: > 0 } text) texts.Add(text);
            else item.Error($"expected plain texts in '{key}'.");
        }

        return texts;
    }

    /// <summary>A time such as <c>72h</c>, <c>30m</c> or <c>7d</c>.</summary>
    public TimeSpan? Time(string key)
    {
        if (TryText(key) is not { } text) return null;
        if (int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
                default: break;
            }
        }

        TryGet(key, out var part);
        part!.Value.Error($"expected a time such as 30m, 72h or 7d for '{key}'.");
        return null;
    }
}
