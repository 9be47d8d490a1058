using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>A code by which a person joins a second account to the same firm: shown in one chat, typed in the other, good once and for a short while.</summary>
public sealed class LinkCode
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    // No letter that is read as another: no I, L, O, U. 26 letters of 5 bits hold 128 random bits.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;
    private const int Group = 5;

    /// <summary>SHA-256 of the code: who reads the store cannot use it.</summary>
    [NotPersonal("A hash of random letters.")]
    public required string Hash { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Where it was shown, and where it is told that it was used.</summary>
    [PersonalData]
    public required string ConversationId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>A new code, in groups that can be read out.</summary>
    public static string NewCode() => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(Group).Select(g => new string(g)));

    /// <summary>The hash of what was typed, whatever its case, spaces and dashes; null when it cannot be a code.</summary>
    public static string? HashOf(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var letters = string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
        return letters.Length == Length ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(letters))) : null;
    }
}
