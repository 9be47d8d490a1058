using System.Collections.Frozen;
using System.Globalization;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Indonesia's regions: names of codes, and the region a text names.</summary>
/// <remarks>Provinces and regencies are in memory. Districts (7,277) and villages (83,763) are read when they are first needed.</remarks>
public sealed class Regions
{
    private static readonly FrozenSet<string> s_regencyWords = Set("kab kabupaten kabupatn kabupten kbpaten");
    private static readonly FrozenSet<string> s_cityWords = Set("kota kotamadya kodya kotanya city");
    private static readonly FrozenSet<string> s_districtWords = Set("kec kecamatan kcmtn district");
    private static readonly FrozenSet<string> s_villageWords = Set("desa kelurahan kel ds dusun village");

    private static readonly FrozenSet<string> s_places = Set("di dr dari ke daerah wilayah asal lokasi alamat domisili nang neng ning maring sangka saka teng from in at near area kab kabupaten kota kotamadya kodya prov provinsi kec kecamatan desa kelurahan asli orang wong");

    // Names of regions that are everyday words as well: "besi batang", "batu", "karo" (Javanese "and").
    private static readonly FrozenSet<string> s_everyday = Set("batang batu karo serang palu buru pati bone metro landak banjar siak malaka alor ende sampang ngawi lebak agam bima lahat demak biak sigi nias bungo tebo berau buol poso tual talang kramat bojong tarub waru bali riau solo subang");

    private readonly string _folder;
    private readonly FrozenDictionary<string, Region> _known;
    private readonly List<Place> _places = [];
    private readonly PhraseIndex _names = new();
    private readonly FrozenSet<string> _stopWords;
    private readonly Lazy<PlaceTable> _districts;
    private readonly Lazy<PlaceTable> _villages;

    private Regions(string folder, FrozenDictionary<string, Region> known, FrozenSet<string> stopWords)
    {
        _folder = folder;
        _known = known;
        _stopWords = stopWords;
        _districts = new(() => PlaceTable.Load(Path.Combine(_folder, "regions-districts.csv"), "regency_code", 3));
        _villages = new(() => PlaceTable.Load(Path.Combine(_folder, "regions-villages.csv.gz"), "district_code", 4));
    }

    /// <summary>Reads provinces, regencies and what people call them (<c>regions-provinces.csv</c>, <c>regions-regencies.csv</c>, <c>regions-aliases.csv</c>).</summary>
    /// <exception cref="DataFileException">A file is missing or a line of it is not as expected.</exception>
    public static Regions Load(string folder)
    {
        var known = new Dictionary<string, Region>(StringComparer.Ordinal);
        foreach (var (line, fields) in CsvFile.Read(Path.Combine(folder, "regions-provinces.csv"), "code", "name"))
        {
            if (!known.TryAdd(fields[0], new Region(fields[0], RegionLevel.Province, ProperCase(fields[1])))) throw new DataFileException(Path.Combine(folder, "regions-provinces.csv"), line, $"the code {fields[0]} stands twice.");
        }

        var path = Path.Combine(folder, "regions-regencies.csv");
        foreach (var (line, fields) in CsvFile.Read(path, "code", "province_code", "name"))
        {
            if (!known.ContainsKey(fields[1])) throw new DataFileException(path, line, $"no province has the code '{fields[1]}'.");
            if (!known.TryAdd(fields[0], new Region(fields[0], RegionLevel.Regency, ProperCase(fields[2])))) throw new DataFileException(path, line, $"the code {fields[0]} stands twice.");
        }

        var stopWords = Path.Combine(folder, "stopwords-id.txt");
        var regions = new Regions(folder, known.ToFrozenDictionary(StringComparer.Ordinal), File.Exists(stopWords) ? File.ReadLines(stopWords).Select(w => w.Trim()).ToFrozenSet() : FrozenSet<string>.Empty);
        regions.AddAliases(Path.Combine(folder, "regions-aliases.csv"));
        regions.AddNames();
        return regions;
    }

    /// <summary>The provinces by code.</summary>
    public IReadOnlyList<Region> Provinces => [.. _known.Values.Where(r => r.Level == RegionLevel.Province).OrderBy(r => r.Code, StringComparer.Ordinal)];

    /// <summary>The region of a code; null when there is none.</summary>
    public Region? Get(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (_known.TryGetValue(code, out var region)) return region;
        return code.Count(c => c == '.') switch
        {
            2 => _districts.Value.Name(code) is { } name ? new Region(code, RegionLevel.District, name) : null,
            3 => _villages.Value.Name(code) is { } name ? new Region(code, RegionLevel.Village, name) : null,
            _ => null,
        };
    }

    /// <summary>The name of a code ("Kabupaten Tegal"); the code itself when it is unknown.</summary>
    public string Name(string code) => Get(code)?.Name ?? code;

    /// <summary>The name with what it lies in, up to the regency: "Kaladawa, Talang, Kabupaten Tegal".</summary>
    public string FullName(string code)
    {
        var region = Get(code);
        if (region is null) return code;
        var name = region.Name;
        for (var parent = region.Parent; parent is not null && parent.Contains('.', StringComparison.Ordinal); parent = Get(parent)?.Parent) name += ", " + Name(parent);
        return name;
    }

    /// <summary>The regions directly inside one; empty for a village or an unknown code.</summary>
    public IReadOnlyList<Region> Children(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Count(c => c == '.') switch
        {
            0 => [.. _known.Values.Where(r => r.Parent == code).OrderBy(r => r.Code, StringComparer.Ordinal)],
            1 => [.. _districts.Value.Within(code).Select(d => new Region(d.Code, RegionLevel.District, d.Name))],
            2 => [.. _villages.Value.Within(code).Select(v => new Region(v.Code, RegionLevel.Village, v.Name))],
            _ => [],
        };
    }

    /// <summary>How near two regions of any level are. A code that is no more than a province can be no nearer than that.</summary>
    public static Nearness Nearness(string codeA, string codeB)
    {
        ArgumentNullException.ThrowIfNull(codeA);
        ArgumentNullException.ThrowIfNull(codeB);
        if (codeA.Length >= 5 && codeB.Length >= 5 && codeA.AsSpan(0, 5).SequenceEqual(codeB.AsSpan(0, 5))) return Recognizers.Nearness.SameRegency;
        if (codeA.Length < 2 || codeB.Length < 2) return Recognizers.Nearness.OtherIsland;
        if (codeA.AsSpan(0, 2).SequenceEqual(codeB.AsSpan(0, 2))) return Recognizers.Nearness.SameProvince;
        return Island(codeA) == Island(codeB) ? Recognizers.Nearness.SameIsland : Recognizers.Nearness.OtherIsland;
    }

    /// <summary>Finds the region of a level that a text names: official and old names, aliases, with a slip of the thumb, "kab" and "kota" told apart.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="level">The level that is asked for. A smaller region that is named tells the larger one ("Slawi" is in Kabupaten Tegal).</param>
    /// <param name="within">A region already known, in which the answer is expected: it settles names that stand more than once. Null: anywhere.</param>
    public RegionMatch Find(string text, RegionLevel level, string? within = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        var words = Words.Of(folded.Text);
        if (words.Count == 0) return RegionMatch.None;

        var mentions = Mentions(folded.Text, words);
        return level switch
        {
            RegionLevel.Province => FindProvince(folded, words, mentions),
            RegionLevel.Regency => FindRegency(folded, words, mentions, within),
            RegionLevel.District => FindSmall(folded, words, mentions, _districts.Value, 3, within),
            RegionLevel.Village => FindSmall(folded, words, [.. mentions, .. DistrictMentions(folded.Text, words)], _villages.Value, 4, within),
        };
    }

    private static RegionMatch FindProvince(Folded folded, List<Word> words, List<Mention> mentions)
    {
        var provinces = mentions.Where(m => m.Codes.All(c => c.Length == 2)).ToList();
        if (provinces.Count > 0) return Matched(folded, words, [.. provinces.SelectMany(m => m.Codes).Distinct()], provinces, certain: true);
        if (mentions.Count == 0) return RegionMatch.None;
        string[] parents = [.. mentions.SelectMany(m => m.Codes).Select(c => c[..2]).Distinct()];
        return Matched(folded, words, parents, mentions, certain: true);
    }

    private RegionMatch FindRegency(Folded folded, List<Word> words, List<Mention> mentions, string? within)
    {
        var regencies = mentions.Where(m => m.Codes.Any(c => c.Length >= 5)).ToList();
        var provinces = mentions.Where(m => m.Codes.All(c => c.Length == 2)).SelectMany(m => m.Codes).ToHashSet();
        if (within is not null) provinces.Add(within[..2]);

        List<string>? codes = null;
        var ask = false;
        foreach (var mention in regencies)
        {
            var theirs = mention.Codes.Where(c => c.Length >= 5).Select(c => c[..5]).Distinct().ToList();
            if (codes is null)
            {
                (codes, ask) = (theirs, mention.Ask);
                continue;
            }

            var both = codes.Intersect(theirs).ToList();
            (codes, ask) = both.Count > 0 ? (both, ask && mention.Ask) : ([.. codes, .. theirs], true);
        }

        // "Talang, Tegal": the district settles which Tegal. Without a regency the district alone tells it.
        if (codes is null || codes.Count > 1)
        {
            var parents = DistrictParents(folded.Text, words, regencies, codes is not null);
            if (codes is null && parents.Count > 0)
            {
                var (parentCodes, first, last) = (parents, words[0], words[^1]);
                List<string> inProvince = [.. parentCodes.Where(c => provinces.Count == 0 || provinces.Contains(c[..2]))];
                if (inProvince.Count is > 0 and <= 8) return new RegionMatch(inProvince, inProvince.Count == 1, folded.Found(0, first.Start, last.End).Start, folded.Found(0, first.Start, last.End).Length);
                return RegionMatch.None;
            }

            if (codes is not null && codes.Intersect(parents).ToList() is { Count: > 0 } settled) (codes, ask) = (settled, settled.Count > 1);
        }

        if (codes is null) return RegionMatch.None;
        if (provinces.Count > 0 && codes.Where(c => provinces.Contains(c[..2])).ToList() is { Count: > 0 } here) codes = here;
        return Matched(folded, words, [.. codes.Distinct()], regencies, certain: !ask || codes.Count < regencies[0].Codes.Length);
    }

    private List<string> DistrictParents(string text, List<Word> words, List<Mention> taken, bool anyway)
    {
        var (found, here) = (new List<string>(), new List<string>());
        for (var i = 0; i < words.Count;)
        {
            if (taken.Exists(m => m.First <= i && i <= m.Last) || IsFiller(words[i].In(text)) || s_villageWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words[i].In(text)))
            {
                i++;
                continue;
            }

            here.Clear();
            var count = LongestIn(_districts.Value, text, words, i, here);
            // Names of districts are many and everyday: without a regency beside it one has to be marked ("kec", "di") or be the whole answer.
            if (anyway || (i > 0 && Has(s_places, words[i - 1].In(text))) || count == words.Count(w => !IsFiller(w.In(text)))) found.AddRange(here.Select(c => c[..5]));
            i += Math.Max(1, count);
        }

        return [.. found.Distinct()];
    }

    private static RegionMatch FindSmall(Folded folded, List<Word> words, List<Mention> mentions, PlaceTable table, int parts, string? within)
    {
        var text = folded.Text;
        var larger = mentions.Where(m => !IsMarked(text, words, m.First, parts)).ToList();
        var best = RegionMatch.None;
        for (var i = 0; i < words.Count;)
        {
            // At the level of villages "kec talang" is the district, whatever villages are called so.
            if (IsFiller(words[i].In(text)) || (parts == 4 && i > 0 && Has(s_districtWords, words[i - 1].In(text))))
            {
                i++;
                continue;
            }

            var codes = new List<string>();
            var count = LongestIn(table, text, words, i, codes);
            if (count == 0 && within is not null) count = NearIn(table, text, words[i], within, codes) ? 1 : 0;
            if (count == 0)
            {
                i++;
                continue;
            }

            // The regency named beside it, when it is not this very word.
            var around = larger.Where(m => m.First > i + count - 1 || m.Last < i).SelectMany(m => m.Codes).ToList();
            var inside = codes.Where(c => within is null || Inside(c, within)).ToList();
            if (around.Count > 0 && codes.Where(c => around.Exists(a => Inside(c, a))).ToList() is { Count: > 0 } named) inside = within is null ? named : [.. named.Intersect(inside)];
            var certain = inside.Count == 1;
            var candidates = inside.Count > 0 ? inside : codes;
            var covered = larger.Exists(m => m.First <= i && i <= m.Last && m.Codes[0].Length <= 5);
            var found = folded.Found(0, words[i].Start, words[i + count - 1].End);
            // "adiwerna, tegal": Tegal may be a district's name somewhere, too, but it was said as the regency.
            if ((best.IsNone || (!best.IsCertain && certain)) && (!covered || words.Count <= count + 1) && candidates.Count <= 60)
            {
                best = new RegionMatch([.. candidates.Take(8)], certain, found.Start, found.Length);
            }

            i += count;
        }

        return best;
    }

    // "desa kajen, talang": the district beside it tells which Kajen.
    private List<Mention> DistrictMentions(string text, List<Word> words)
    {
        var (mentions, codes) = (new List<Mention>(), new List<string>());
        for (var i = 0; i < words.Count; i++)
        {
            codes.Clear();
            if (IsFiller(words[i].In(text)) || (i > 0 && Has(s_villageWords, words[i - 1].In(text)))) continue;
            var count = LongestIn(_districts.Value, text, words, i, codes);
            if (count > 0) mentions.Add(new Mention([.. codes], true, i, i + count - 1));
        }

        return mentions;
    }

    private static bool IsMarked(string text, List<Word> words, int first, int parts)
    {
        if (first == 0) return false;
        var before = words[first - 1].In(text);
        return parts == 3 ? s_districtWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before) : s_villageWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before);
    }

    private static bool Inside(string code, string region) => code.Length > region.Length && code[region.Length] == '.' && code.StartsWith(region, StringComparison.Ordinal);

    private static int LongestIn(PlaceTable table, string text, List<Word> words, int first, List<string> codes)
    {
        Span<char> letters = stackalloc char[64];
        var (length, taken) = (0, 0);
        for (var n = 0; n < 4 && first + n < words.Count; n++)
        {
            var word = words[first + n].In(text);
            if (length + word.Length > letters.Length || (n > 0 && text.AsSpan(words[first + n - 1].End, words[first + n].Start - words[first + n - 1].End).ContainsAny(",;\n"))) break;
            word.CopyTo(letters[length..]);
            length += word.Length;
            if (length < 3) continue;
            if (table.TryGetNamed(letters[..length], codes)) taken = n + 1;
        }

        return taken;
    }

    private static bool NearIn(PlaceTable table, string text, Word word, string within, List<string> codes)
    {
        var letters = word.In(text);
        var most = EditDistance.Allowed(letters.Length);
        if (most == 0) return false;
        var best = most + 1;
        foreach (var (code, name) in table.Within(within))
        {
            var distance = EditDistance.Between(letters, PlaceTable.Letters(name), Math.Min(most, best));
            if (distance > Math.Min(most, best)) continue;
            if (distance < best) codes.Clear();
            best = distance;
            codes.Add(code);
        }

        return codes.Count > 0;
    }

    // Every province and regency the text names, left to right.
    private List<Mention> Mentions(string text, List<Word> words)
    {
        var mentions = new List<Mention>();
        for (var i = 0; i < words.Count;)
        {
            var word = words[i].In(text);
            var before = i > 0 ? words[i - 1].In(text) : default;
            if (Has(s_districtWords, before) || Has(s_villageWords, before))
            {
                i++;
                continue;
            }

            var count = _names.Longest(text, words, i, out var place);
            if (count == 0 && MayBeMisspelt(text, words, i) && _names.TryNear(word, out place, SamePlace)) count = 1;
            if (count == 0 || (count == 1 && Has(s_everyday, word) && !MeansPlace(text, words, i)))
            {
                i++;
                continue;
            }

            mentions.Add(Qualified(text, words, i, i + count - 1, _places[place]));
            i = mentions[^1].Last + 1;
        }

        return mentions;
    }

    // "kab tegal", "kota tegal", "tegal kota": the word beside it tells which.
    private Mention Qualified(string text, List<Word> words, int first, int last, Place place)
    {
        var before = first > 0 ? words[first - 1].In(text) : default;
        var (regency, city) = (Has(s_regencyWords, before), Has(s_cityWords, before));
        var from = regency || city ? first - 1 : first;
        if (!regency && !city && last + 1 < words.Count && place.Codes.Length > 1 && _names.Longest(text, words, Math.Min(last + 2, words.Count - 1), out _) == 0)
        {
            var after = words[last + 1].In(text);
            (regency, city) = (Has(s_regencyWords, after), Has(s_cityWords, after));
            if (regency || city) last++;
        }

        if (!regency && !city) return new Mention(place.Codes, place.Ask, from, last);
        var kept = place.Codes.Where(c => c.Length >= 5 && IsCity(c) == city).ToArray();
        if (kept.Length == 0 && place.Core is not null) kept = [.. _known.Values.Where(r => r.Level == RegionLevel.Regency && IsCity(r.Code) == city && Core(r.Name) == place.Core).Select(r => r.Code)];
        return kept.Length == 0 ? new Mention(place.Codes, place.Ask, from, last) : new Mention(kept, kept.Length > 1, from, last);
    }

    // In the code a city's number begins at 71.
    private static bool IsCity(string code) => code[3] >= '7';

    private bool MayBeMisspelt(string text, List<Word> words, int i)
    {
        var word = words[i].In(text);
        if (word.Length < 5 || word.ContainsAnyInRange('0', '9') || IsFiller(word) || _stopWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)) return false;
        return MeansPlace(text, words, i);
    }

    // Behind "di", "kab", "dari", or as (nearly) the whole answer.
    private bool MeansPlace(string text, List<Word> words, int i)
    {
        if (i > 0 && Has(s_places, words[i - 1].In(text))) return true;
        if (i > 1 && Has(s_places, words[i - 2].In(text)) && IsFiller(words[i - 1].In(text))) return true;
        return ContentWords(text, words) <= 1 || (i + 1 < words.Count && _names.Longest(text, words, i + 1, out _) > 0 && ContentWords(text, words) <= 4);
    }

    private int ContentWords(string text, List<Word> words) => words.Count(w => !IsFiller(w.In(text)) && !_stopWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(w.In(text)));

    private bool SamePlace(int a, int b) => _places[a].Codes.AsSpan().SequenceEqual(_places[b].Codes);

    private static bool IsFiller(ReadOnlySpan<char> word) => Has(s_places, word) || Has(ChatWords.Fillers, word);

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static RegionMatch Matched(Folded folded, List<Word> words, string[] codes, List<Mention> mentions, bool certain)
    {
        var span = folded.Found(0, words[mentions.Min(m => m.First)].Start, words[mentions.Max(m => m.Last)].End);
        return new RegionMatch(codes, certain && codes.Length == 1, span.Start, span.Length);
    }

    private void AddAliases(string path)
    {
        foreach (var (line, fields) in CsvFile.Read(path, "alias", "codes", "level", "ambiguous"))
        {
            var codes = fields[1].Split(';');
            foreach (var code in codes)
            {
                // A district's code is looked at only when districts are read: its regency must exist.
                if (!_known.ContainsKey(code.Length > 5 ? code[..5] : code)) throw new DataFileException(path, line, $"no region has the code '{code}'.");
            }

            // A district's alias names its regency here; the district table itself answers for districts.
            Add(fields[0], codes, fields[3] == "1" && !(codes.Length == 1 && codes[0].Length > 5), null);
        }
    }

    private void AddNames()
    {
        foreach (var group in _known.Values.Where(r => r.Level == RegionLevel.Regency).GroupBy(r => Core(r.Name)))
        {
            string[] codes = [.. group.Select(r => r.Code).Order(StringComparer.Ordinal)];
            Add(group.Key, codes, codes.Length > 1, group.Key);
            foreach (var region in group) Add(region.Name, [region.Code], false, group.Key);
        }

        foreach (var province in _known.Values.Where(r => r.Level == RegionLevel.Province)) Add(province.Name, [province.Code], false, null);
    }

    private void Add(string name, string[] codes, bool ask, string? core)
    {
        _places.Add(new Place(codes, ask, core ?? Folded.Of(name).Text));
        _names.Add(name, _places.Count - 1);
    }

    private static string Core(string name)
    {
        foreach (var kind in (ReadOnlySpan<string>)["Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota "])
        {
            if (name.StartsWith(kind, StringComparison.Ordinal)) return Folded.Of(name[kind.Length..]).Text;
        }

        return Folded.Of(name).Text;
    }

    // Babel and Kepri need a ship from Sumatra; Madura has its bridge.
    private static int Island(string code) => code[..2] switch
    {
        "19" => 19,
        "21" => 21,
        "51" => 51,
        "52" => 52,
        "53" => 53,
        _ => code[0],
    };

    private static string ProperCase(string name)
    {
        var words = name.ToLowerInvariant().Split(' ');
        for (var i = 0; i < words.Length; i++) words[i] = words[i] is "dki" ? "DKI" : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(words[i]);
        return string.Join(' ', words);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private sealed record Place(string[] Codes, bool Ask, string? Core);

    private sealed record Mention(string[] Codes, bool Ask, int First, int Last);
}
