using System.Buffers;
using System.Globalization;
using System.Text;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>A part of a text with a look or a link; offset and length in UTF-16 units of the plain text.</summary>
internal sealed record TextEntity(string Type, int Offset, int Length, string? Url);

/// <summary>A text as written (trimmed) and as read.</summary>
internal sealed record MessageText(string Raw, string Plain, IReadOnlyList<TextEntity> Entities)
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("<&");

    /// <summary>Reads a text of the bot the way the Bot API does. Plain text and HTML are known; other modes are refused.</summary>
    /// <exception cref="ApiRefusal">400: the mode or a tag is not known, or tags do not match.</exception>
    public static MessageText Parse(string? raw, string? parseMode)
    {
        var text = raw?.Trim() ?? "";
        if (string.IsNullOrEmpty(parseMode)) return new MessageText(text, text, []);
        if (!parseMode.Equals("html", StringComparison.OrdinalIgnoreCase)) throw ApiRefusal.BadRequest("unsupported parse_mode");
        return text.AsSpan().ContainsAny(Markup) ? new HtmlReader(text).Read() : new MessageText(text, text, []);
    }

    private sealed class HtmlReader(string text)
    {
        private readonly StringBuilder _plain = new(text.Length);
        private readonly Stack<(string Tag, string Type, int Offset, string? Url)> _open = new();
        private readonly List<TextEntity> _entities = [];
        private int _at;

        public MessageText Read()
        {
            while (_at < text.Length)
            {
                switch (text[_at])
                {
                    case '<' when _at + 1 < text.Length && text[_at + 1] == '/': CloseTag(); break;
                    case '<': OpenTag(); break;
                    case '&': Entity(); break;
                    default: _plain.Append(text[_at++]); break;
                }
            }

            if (_open.TryPeek(out var left)) throw Cannot($"Can't find end tag corresponding to start tag \"{left.Tag}\"");
            var whole = _plain.ToString();
            var plain = whole.TrimEnd();
            var start = plain.Length - plain.TrimStart().Length;
            return new MessageText(text, plain[start..], [.. _entities.Select(e => e with { Offset = Math.Max(0, e.Offset - start), Length = Math.Min(e.Length, plain.Length - e.Offset) }).Where(e => e.Length > 0).OrderBy(e => e.Offset)]);
        }

        private void OpenTag()
        {
            var end = text.IndexOf('>', _at);
            var name = text.AsSpan(_at + 1, NameLength(_at + 1)).ToString().ToLowerInvariant();
            var type = name switch
            {
                "b" or "strong" => "bold",
                "i" or "em" => "italic",
                "u" or "ins" => "underline",
                "s" or "strike" or "del" => "strikethrough",
                "tg-spoiler" => "spoiler",
                "span" => "spoiler",
                "a" => "text_link",
                "code" => "code",
                "pre" => "pre",
                "blockquote" => "blockquote",
                "tg-emoji" => "custom_emoji",
                _ => throw Cannot($"Unsupported start tag \"{name}\" at byte offset {ByteOffset()}"),
            };
            if (end < 0) throw Cannot($"Unclosed start tag at byte offset {ByteOffset()}");
            var attributes = text.AsSpan(_at + 1 + name.Length, end - _at - 1 - name.Length);
            if (name == "span" && !attributes.Contains("tg-spoiler", StringComparison.Ordinal)) throw Cannot($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {ByteOffset()}");
            _open.Push((name, type, _plain.Length, name == "a" ? Href(attributes) : null));
            _at = end + 1;
        }

        private void CloseTag()
        {
            var name = text.AsSpan(_at + 2, NameLength(_at + 2)).ToString().ToLowerInvariant();
            if (!_open.TryPop(out var open)) throw Cannot($"Unexpected end tag at byte offset {ByteOffset()}");
            if (name.Length > 0 && name != open.Tag) throw Cannot($"Unmatched end tag at byte offset {ByteOffset()}, expected \"</{open.Tag}>\", found \"</{name}>\"");
            var end = text.IndexOf('>', _at);
            if (end < 0) throw Cannot($"Unclosed end tag at byte offset {ByteOffset()}");
            if (_plain.Length > open.Offset && (open.Tag != "a" || open.Url is not null))
            {
                _entities.Add(new TextEntity(open.Type, open.Offset, _plain.Length - open.Offset, open.Url));
            }

            _at = end + 1;
        }

        private void Entity()
        {
            var end = text.IndexOf(';', _at);
            var name = end > 0 && end - _at <= 10 ? text.AsSpan(_at + 1, end - _at - 1) : default;
            var decoded = name switch
            {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                ['#', 'x' or 'X', .. var hex] when int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => char.ConvertFromUtf32(code),
                ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => char.ConvertFromUtf32(code),
                _ => null,
            };
            _plain.Append(decoded ?? "&");
            _at = decoded is null ? _at + 1 : end + 1;
        }

        private int NameLength(int from)
        {
            var end = from;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '-')) end++;
            return end - from;
        }

        private static string? Href(ReadOnlySpan<char> attributes)
        {
            var start = attributes.IndexOf("href=", StringComparison.OrdinalIgnoreCase);
            if (start < 0) return null;
            var value = attributes[(start + 5)..];
            if (value.IsEmpty || value[0] is not ('"' or '\'')) return null;
            var end = value[1..].IndexOf(value[0]);
            return end < 0 ? null : value.Slice(1, end).ToString().Replace("&amp;", "&", StringComparison.Ordinal);
        }

        private int ByteOffset() => Encoding.UTF8.GetByteCount(text.AsSpan(0, _at));

        private static ApiRefusal Cannot(string why) => ApiRefusal.BadRequest("can't parse entities: " + why);
    }
}
