using System.Security.Cryptography;
using System.Text;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Ids that derive from what caused them: a re-run of the turn makes the same.</summary>
internal static class ShortIds
{
    /// <summary>Letters a to z from a hash of the source; enough to tell apart what happens within one conversation.</summary>
    public static string Letters(string source, int length)
    {
        // FNV-1a with a finishing mix: plain FNV hardly moves the high bits for neighbouring update ids.
        var hash = 14695981039346656037UL;
        foreach (var letter in source) hash = (hash ^ letter) * 1099511628211UL;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53UL;
        hash ^= hash >> 33;
        return string.Create(length, hash, static (letters, rest) =>
        {
            foreach (ref var letter in letters)
            {
                letter = (char)('a' + (int)(rest % 26));
                rest /= 26;
            }
        });
    }

    /// <summary>The id of a slow step: unique among all conversations, for its answer comes back under it.</summary>
    public static string Step(string conversationId, string inboxKey, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversationId}\n{inboxKey}\n{number}")).AsSpan(0, 16));
}
