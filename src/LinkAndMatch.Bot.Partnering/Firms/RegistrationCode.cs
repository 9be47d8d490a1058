namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>The number an owner tells an officer on the phone: <c>IKM-</c> and eight letters that are hard to mishear. It is made from the firm's id and gives nothing away.</summary>
public static class RegistrationCode
{
    // Crockford's alphabet: no I, L, O, U.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(Ikm ikm) => "IKM-" + Of(ikm.Id);

    /// <summary>Eight letters from the random end of an id.</summary>
    public static string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = (ulong)bytes[11] << 32 | (ulong)bytes[12] << 24 | (ulong)bytes[13] << 16 | (ulong)bytes[14] << 8 | bytes[15];
        return string.Create(8, number, (code, rest) =>
        {
            for (var i = code.Length - 1; i >= 0; i--, rest >>= 5) code[i] = Letters[(int)(rest & 31)];
        });
    }
}
