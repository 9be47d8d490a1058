using System.Globalization;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Channels.Terminal;

/// <summary>What a typed line means.</summary>
internal abstract partial record TerminalLine
{
    public sealed record Says(string Text) : TerminalLine;

    public sealed record Picks(int Number) : TerminalLine;

    public sealed record Sends(AttachmentKind Kind, string Path) : TerminalLine;

    public sealed record SharesContact(string? Phone) : TerminalLine;

    public sealed record Edits(int Number, string Text) : TerminalLine;

    /// <param name="line">As typed.</param>
    /// <param name="buttons">How many buttons are on show: a number up to this picks one; with a backslash before it, any line is taken as it stands.</param>
    /// <param name="said">How many messages the person has sent: only those can be edited.</param>
    /// <param name="fileExists">Looks whether a path names a file: "foto menyusul" is a sentence, not a path.</param>
    public static TerminalLine Read(string line, int buttons, int said, Func<string, bool> fileExists)
    {
        if (line is ['\\', ..]) return new Says(line[1..]);
        var trimmed = line.Trim();
        if (int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= buttons) return new Picks(number);
        if (Send().Match(trimmed) is { Success: true } send && send.Groups["path"].Value.Trim('"', '\'') is var path && fileExists(path))
        {
            return new Sends(send.Groups["kind"].Value.StartsWith('d') ? AttachmentKind.Document : AttachmentKind.Photo, path);
        }

        if (Contact().Match(trimmed) is { Success: true } contact) return new SharesContact(contact.Groups["phone"] is { Success: true, Value: var phone } ? phone : null);
        if (Edit().Match(trimmed) is { Success: true } edit && int.TryParse(edit.Groups["number"].Value, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= said)
        {
            return new Edits(number, edit.Groups["text"].Value);
        }

        return new Says(line);
    }

    [GeneratedRegex("^(?<kind>foto|photo|dokumen|document) +(?<path>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Send();

    [GeneratedRegex(@"^(kontak|contact)( +(?<phone>\+?[0-9][0-9 -]*))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Contact();

    [GeneratedRegex("^edit +(?<number>[0-9]{1,9}) +(?<text>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Edit();
}
