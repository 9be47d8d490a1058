namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>Nomor Induk Berusaha, the number that the OSS register gives to each firm: 13 digits, leading zeros kept.</summary>
public readonly record struct Nib
{
    private Nib(string digits) => Digits = digits;

    public string Digits { get; }

    /// <exception cref="FormatException">It is not 13 digits.</exception>
    public static Nib Parse(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return digits.Length == 13 && digits.All(char.IsAsciiDigit)
            ? new Nib(digits)
            : throw new FormatException($"A NIB has 13 digits; this text has {digits.Length} characters.");
    }

    public override string ToString() => Digits;
}
