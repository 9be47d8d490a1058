namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>A file that lies inside its own address: <c>data:image/png;base64,...</c>.</summary>
internal static class DataAddress
{
    /// <returns>Null when it is another kind of address, not base64, or larger than <paramref name="limit"/>.</returns>
    public static byte[]? Read(string address, long limit)
    {
        const string Mark = ";base64,";
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return null;
        var mark = address.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (mark < 0 || (address.Length - mark - Mark.Length) / 4 * 3 > limit) return null;

        var content = new byte[(address.Length - mark - Mark.Length) / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(address.AsSpan(mark + Mark.Length), content, out var length) ? content[..length] : null;
    }
}
