using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Firms;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>An owner who registers with answers that no other owner gives: one that lands in the wrong slot, or in another's firm, is seen.</summary>
internal sealed class Owner
{
    private const long FirstChat = 700_000;
    private static readonly string[] Forms = ["CV", "PT", "UD"];
    private readonly int _number;

    /// <summary>Owners whose numbers differ by this say the same but for what is their own.</summary>
    public static int Kinds => Forms.Length;

    public Owner(int number, string firm = "Logam")
    {
        _number = number;
        User = new FakeUser(FirstChat + number, "Sari");
        Name = $"Sari {Word(number)}";
        Firm = $"{firm} {Word(number)}";
        LegalForm = Forms[number % Forms.Length];
        Script =
        [
            "/daftar", "setuju", Name, Firm, LegalForm, "0" + Phone[3..], Nib, "kabupaten tegal", "komponen otomotif",
            Founded.ToString(CultureInfo.InvariantCulture), Workers.ToString(CultureInfo.InvariantCulture), "ISO 9001", "lewati", "bahan baku", "kirim",
        ];
    }

    public FakeUser User { get; }
    public string Name { get; }
    public string Firm { get; }
    public string LegalForm { get; }
    public string Phone => string.Create(CultureInfo.InvariantCulture, $"+62812{30_000_000 + _number}");
    public string Nib => string.Create(CultureInfo.InvariantCulture, $"0{123_000_000_000 + _number}");
    public int Founded => 1950 + (_number % 70);
    public int Workers => 100 + _number;

    /// <summary>All that is typed, in order; the last word submits.</summary>
    public IReadOnlyList<string> Script { get; }

    /// <summary>The script cut into bursts of two to four messages.</summary>
    public IEnumerable<IReadOnlyList<string>> Bursts(Random random)
    {
        for (var from = 0; from < Script.Count;)
        {
            var size = Math.Min(random.Next(2, 5), Script.Count - from);
            yield return [.. Script.Skip(from).Take(size)];
            from += size;
        }
    }

    /// <summary>The bursts of all owners, shuffled, but each owner's in order.</summary>
    public static List<(Owner Owner, IReadOnlyList<string> Texts)> Interleaved(IReadOnlyList<Owner> owners, Random random)
    {
        var queues = owners.Select(o => (Owner: o, Bursts: new Queue<IReadOnlyList<string>>(o.Bursts(random)))).ToList();
        var all = new List<(Owner, IReadOnlyList<string>)>();
        while (queues.Count > 0)
        {
            var at = random.Next(queues.Count);
            all.Add((queues[at].Owner, queues[at].Bursts.Dequeue()));
            if (queues[at].Bursts.Count == 0) queues.RemoveAt(at);
        }
        return all;
    }

    /// <summary>The first burst of each owner, then the second of each, and so on.</summary>
    public static IEnumerable<IReadOnlyList<(Owner Owner, IReadOnlyList<string> Texts)>> Rounds(IReadOnlyList<Owner> owners, Random random)
    {
        var bursts = owners.Select(o => (Owner: o, Bursts: o.Bursts(random).ToList())).ToList();
        for (var round = 0; round < bursts.Max(b => b.Bursts.Count); round++)
        {
            yield return [.. bursts.Where(b => b.Bursts.Count > round).Select(b => (b.Owner, b.Bursts[round]))];
        }
    }

    /// <summary>What the stored firm holds that was not typed; empty when all is as typed.</summary>
    public IEnumerable<string> Differences(Ikm stored)
    {
        if (stored.Name != Firm) yield return $"name {stored.Name}, typed {Firm}";
        if (!string.Equals(stored.LegalForm, LegalForm, StringComparison.OrdinalIgnoreCase)) yield return $"legal form {stored.LegalForm}, typed {LegalForm}";
        if (stored.Phone.E164 != Phone) yield return $"phone {stored.Phone}, typed {Phone}";
        if (stored.Nib?.Digits != Nib) yield return $"NIB {stored.Nib}, typed {Nib}";
        if (stored.Region != "33.28") yield return $"region {stored.Region}";
        if (stored.Sector is null or "other") yield return $"sector {stored.Sector}";
        if (stored.Founded != Founded) yield return $"founded {stored.Founded}, typed {Founded}";
        if (stored.Workers != Workers) yield return $"workers {stored.Workers}, typed {Workers}";
        if (stored.Certificates.Count != 1) yield return $"{stored.Certificates.Count} certificates";
        if (stored.Machines.Count != 0) yield return $"{stored.Machines.Count} machines";
        if (stored.Help is not ["raw_material"]) yield return $"help {string.Join(' ', stored.Help)}";
    }

    // Names hold letters only, as people's names do.
    private static string Word(int number)
    {
        const string consonants = "bdgjklmnprst";
        const string vowels = "aiuo";
        var word = "";
        for (var rest = number; word.Length < 6; rest /= consonants.Length * vowels.Length)
        {
            var pair = rest % (consonants.Length * vowels.Length);
            word += $"{consonants[pair / vowels.Length]}{vowels[pair % vowels.Length]}";
        }
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
