using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A telephone number in E.164 form ("+6281234567890").</summary>
/// <param name="E164">A plus, the country code and the national number: 8 to 15 digits. Not checked here: <see cref="FromE164"/> and <see cref="TryParse"/> check.</param>
[JsonConverter(typeof(PhoneNumberJson))]
public readonly partial record struct PhoneNumber(string E164)
{
    /// <summary>Whether it is an Indonesian mobile number, the kind WhatsApp and Telegram need.</summary>
    public bool IsMobile => E164.StartsWith("+628", StringComparison.Ordinal);

    /// <summary>As a person reads it: "0812-3456-7890" for Indonesian numbers, else E.164.</summary>
    public string Display
    {
        get
        {
            if (!IsMobile) return E164.StartsWith("+62", StringComparison.Ordinal) ? "0" + E164[3..] : E164;
            var national = "0" + E164[3..];
            return national.Length <= 8 ? national : $"{national[..4]}-{national[4..8]}-{national[8..]}";
        }
    }

    /// <summary>With the middle hidden ("0812-••••-890"), for screens and messages that others may see.</summary>
    public string Masked => Display[..Math.Min(4, Display.Length)] + "-••••-" + E164[^3..];

    /// <summary>Reads a number that is already in E.164 form, as stored.</summary>
    /// <exception cref="FormatException">The text is no plus followed by 8 to 15 digits.</exception>
    public static PhoneNumber FromE164(string e164)
    {
        ArgumentNullException.ThrowIfNull(e164);
        return Form().IsMatch(e164) ? new PhoneNumber(e164) : throw new FormatException("Expected a phone number in E.164 form: a plus and 8 to 15 digits.");
    }

    /// <summary>Reads a number as a person types it ("0812 3456 7890", "+62 812-3456-7890"); the text may hold nothing else.</summary>
    public static bool TryParse(string? text, out PhoneNumber number)
    {
        number = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var found = Phones.Find(text);
        if (found.Count != 1) return false;
        var rest = text.Remove(found[0].Start, found[0].Length);
        foreach (var letter in rest)
        {
            if (char.IsLetterOrDigit(letter)) return false;
        }

        number = found[0].Value;
        return true;
    }

    /// <summary>The E.164 form.</summary>
    public override string ToString() => E164 ?? "";

    [GeneratedRegex(@"^\+[1-9]\d{7,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>Writes a phone number as its E.164 text.</summary>
public sealed class PhoneNumberJson : JsonConverter<PhoneNumber>
{
    /// <inheritdoc/>
    public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PhoneNumber.FromE164(reader.GetString() ?? throw new JsonException("Expected a phone number as text, got null."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.E164);
    }
}
