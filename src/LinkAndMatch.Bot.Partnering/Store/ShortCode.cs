namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Eight letters that name a thing on the phone: hard to mishear, made from the random end of its id, telling nothing of how many there are.</summary>
public static class ShortCode
{
    // Crockford's alphabet: no I, L, O, U.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="kind">What is put before it: IKM, PK (perkenalan), TJ (tanya jawab), PG (panggilan).</param>
    public static string Of(string kind, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = (ulong)bytes[11] << 32 | (ulong)bytes[12] << 24 | (ulong)bytes[13] << 16 | (ulong)bytes[14] << 8 | bytes[15];
        Span<char> code = stackalloc char[8];
        for (var i = code.Length - 1; i >= 0; i--, number >>= 5) code[i] = Letters[(int)(number & 31)];
        return $"{kind}-{code}";
    }
}
