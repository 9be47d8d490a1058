using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>What a message says, before it is known what it wants.</summary>
internal sealed partial class SaidValues
{
    private readonly LanguageData _data;
    private readonly string _text;

    private SaidValues(string text, LanguageData data)
    {
        _text = text;
        _data = data;
        var digits = Digits.Find(text, 13).Where(d => !Phones.Find(text).Any(p => p.Overlaps(d) && !NumberWord().IsMatch(text[..d.Start]))).ToList();
        Nib = digits is [var first, ..] ? first : null;
        Npwp = Digits.Find(text, 15).Concat(Digits.Find(text, 16)).FirstOrDefault();
        Phone = Phones.Find(text).FirstOrDefault(p => (Nib is null || !Nib.Overlaps(p)) && (Npwp is null || !Npwp.Overlaps(p)));
        Email = Emails.Find(text) is [var address, ..] ? address : null;
        Workers = NumbersSaid.Workers(text);
        Terms = WorkshopTerms.Read(data.Vocabulary, text);
        Capacity = NumbersSaid.Capacity(text, data.Quantities, Terms.Machines, Workers);
        Tolerance = ToleranceMark().IsMatch(text) && Tolerances.Find(text) is [var tolerance, ..] ? tolerance : null;
        Person = NamesSaid.Person(text);
        Firms = [.. NamesSaid.Firms(text)];
    }

    public static SaidValues Read(string text, LanguageData data) => new(text, data);

    public Found<string>? Nib { get; }

    public Found<string>? Npwp { get; }

    public Found<PhoneNumber>? Phone { get; }

    public Found<string>? Email { get; }

    public Found<int>? Workers { get; }

    public WorkshopTerms Terms { get; }

    public (decimal Amount, string? Unit, string? Period)? Capacity { get; }

    public Found<decimal>? Tolerance { get; }

    public Found<string>? Person { get; }

    public IReadOnlyList<FirmSaid> Firms { get; }

    public bool HasContact => Nib is not null || Npwp is not null || Phone is not null || Email is not null;

    /// <summary>The slots as they are said in a message that wants this, in the order of the form.</summary>
    /// <param name="industries">Names of known industries, without their legal form.</param>
    public IReadOnlyDictionary<string, object> Slots(string intent, IReadOnlyCollection<string> industries)
    {
        var slots = new Dictionary<string, object>(StringComparer.Ordinal);
        var asks = intent == "faq";
        var reaches = intent is "request-introduction" or "status";
        var (names, own) = ReadFirm(intent, slots);
        if (!asks && Person is { } person && (own is null || !own.Overlaps(person))) slots["person"] = person.Value;

        var target = reaches ? NamesSaid.Target(_text, intent == "status", industries) : null;
        if (target is not null && own is not null && target.Overlaps(own)) target = null;
        if (target is not null) slots["target"] = target.Value;

        var rest = Without([own, Person, target, .. names]);
        if (intent is not ("cancel" or "help" or "greeting")) ReadPlaces(rest, slots);
        // "kab. bantul" is no "bandul": what is a place is no goods.
        foreach (var place in (string[])["region", "district", "village"])
        {
            if (slots.TryGetValue(place, out var said) && said is string words) rest = rest.Replace(words, new string('.', words.Length), StringComparison.Ordinal);
        }

        if (Phone is { } phone) slots["phone"] = phone.Value.E164;
        if (Email is { } email) slots["email"] = _text.Substring(email.Start, email.Length);
        if (Nib is { } nib) slots["nib"] = nib.Value;
        if (Npwp is { } npwp) slots["npwp"] = npwp.Value;
        if (Workers is { } workers) slots["workers"] = workers.Value;
        if (Sector(rest) is { } sector && !asks) slots["sector"] = sector;
        ReadTerms(intent, rest, slots);
        if (Tolerance is { } tolerance) slots["tolerance_mm"] = tolerance.Value;
        if (Capacity is { } capacity) slots["capacity"] = CapacityOf(capacity);
        if (NumbersSaid.Need(_text) is { } need) slots["need"] = need;
        if (reaches || intent is "none" or "help")
        {
            if (NumbersSaid.Request(_text) is { } request && intent != "request-introduction") slots["request_no"] = request;
            if (NumbersSaid.Choice(_text) is { } choice && intent != "status") slots["choice"] = choice;
        }

        if (!asks && NumbersSaid.Consent(_text) is { } consent) slots["consent"] = consent;
        return slots;
    }

    // The firm's names and the form; in a request a firm that is not said to be the own one is the one to be reached.
    private (IReadOnlyList<Found<string>?> Names, Found<string>? Own) ReadFirm(string intent, Dictionary<string, object> slots)
    {
        var names = Firms.Select(f => f.Name).ToList();
        if (intent == "faq") return (names, null);
        var reaches = intent is "request-introduction" or "status";
        var own = Firms.FirstOrDefault(f => f.Name is not null && (!reaches || f.IsOwn(intent == "status")));
        if (own is not null)
        {
            if (own.Form is not null) slots["legal_form"] = own.Form;
            slots["firm"] = own.Name!.Value;
        }
        else if (!reaches && LegalFormAlone().Match(_text) is { Success: true } alone && _data.Vocabulary.Find("legal_forms", alone.Value).Keys is [.., var form]) slots["legal_form"] = form;
        return (names, own?.Name);
    }

    private void ReadPlaces(string rest, Dictionary<string, object> slots)
    {
        var (region, district, village) = PlacesSaid.Read(rest, _data.Regions);
        if (region is not null && !_data.Vocabulary.Find("materials", region).Keys.Any(k => region.Length < 10 && rest.AsSpan().Trim().Length == region.Length)) slots["region"] = region;
        if (district is not null) slots["district"] = district;
        if (village is not null) slots["village"] = village;
    }

    private void ReadTerms(string intent, string rest, Dictionary<string, object> slots)
    {
        if (intent is "cancel" or "help" or "greeting") return;
        var terms = rest == _text ? Terms : WorkshopTerms.Read(_data.Vocabulary, rest);
        var asks = intent == "faq";
        if (asks && !OwnWork().IsMatch(_text)) return;
        if (terms.Component is { } component)
        {
            slots["component"] = component.Value;
            if (intent is "request-introduction" or "status") slots["product"] = ProductAt(component, terms);
        }

        if (intent is "request-introduction" or "status" && NumbersSaid.ProductCode(_text) is { } code) slots["product"] = code;
        if (asks) return;
        Add("process", terms.Processes);
        Add("material", terms.Materials);
        Add("machine", terms.Machines);
        Add("cert", terms.Certificates);
        if (!slots.ContainsKey("cert") && NoCertificate().IsMatch(_text)) slots["cert"] = new[] { "none" };
        else if (slots.ContainsKey("cert") && NoneYet().IsMatch(_text)) slots["cert"] = new[] { "none" };

        void Add(string name, IReadOnlyList<Found<string>> found)
        {
            if (found.Count > 0) slots[name] = found.Select(f => f.Value).Distinct().ToArray();
        }
    }

    // "coran fcd", "tromol fc250": the stuff named right behind the item belongs to its name.
    private string ProductAt(Found<string> component, WorkshopTerms terms)
    {
        var end = component.End;
        foreach (var part in terms.Materials.Where(m => m.Start == end + 1)) end = part.End;
        return _text[component.Start..end];
    }

    private string? Sector(string rest)
    {
        foreach (var found in _data.Vocabulary.Find("sectors", rest).Terms)
        {
            if (BusinessBefore().IsMatch(rest[..found.Start]) || found.Length >= rest.AsSpan().Trim().Length - 3) return found.Value;
        }

        return null;
    }

    private string Without(IEnumerable<Found<string>?> taken)
    {
        var letters = _text.ToCharArray();
        foreach (var span in taken)
        {
            if (span is not null) letters.AsSpan(span.Start, span.Length).Fill('.');
        }

        return new string(letters);
    }

    private static Dictionary<string, object> CapacityOf((decimal Amount, string? Unit, string? Period) capacity)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal) { ["qty"] = capacity.Amount };
        if (capacity.Unit is not null) values["unit"] = capacity.Unit;
        if (capacity.Period is not null) values["per"] = capacity.Period;
        return values;
    }

    [GeneratedRegex(@"\b(?:nib|npwp|induk)\D{0,12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberWord();

    [GeneratedRegex(@"toleransi|tolerance|\btol(?:nya|ne)?\b|akurasi|accuracy|±|\+\s*/?\s*-|plus\s*min|\bstrip\b|mikron|micron|\bsen\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToleranceMark();

    [GeneratedRegex(@"\b(?:usaha|bentuk(?:nya)?(?:\s+usaha(?:nya)?)?|berbentuk|badan\s+usaha(?:nya)?|masih|status(?:nya)?|legalitas(?:nya)?)\s+(?:saya\s+|masih\s+)?(?:perorangan|perseorangan|pribadi|rumahan|dagang|pt\s+perorangan|pt|cv|ud|firma|koperasi)\b|^\s*(?:pt\s+perorangan|pt|cv|ud|firma|koperasi|perorangan|usaha\s+dagang)\W*$|\bpt\s+perorangan\b|\bperorangan\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LegalFormAlone();

    [GeneratedRegex(@"(?:\b(?:bidang|sektor|sector|usaha|industri|pabrik|factory|industry|ikm)(?:nya|ne|e)?\s+(?:komponen\s+)?|\(\s*|\b(?:bergerak\s+di|in\s+the)\s+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BusinessBefore();

    [GeneratedRegex(@"\b(?:produk|barang|usaha|bikin|buat|gawe|nggawe|kami|saya|nyong)\s+(?:saya|kami|nyong|sy|bikin|buat|gawe|nggawe|produksi|membuat)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnWork();

    [GeneratedRegex(@"\b(?:belum|blm|durung|dereng|ga|gak|nggak|tidak|tdk|ora|tanpa|no)\s+(?:ada|punya|due|duwe|gadhah|have|memiliki|nduwe|ana)?\s*(?:any\s+)?(?:sertif\w*|certif\w*|iso|sni)\b|\bsertif\w*\s*(?:nya|ne|e)?\s*[:=]?\s*(?:belum|blm|durung|ga|gak|nggak|tidak|ora|none)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoCertificate();

    [GeneratedRegex(@"\b(?:belum|blm|durung|dereng|ga|gak|nggak|tidak|tdk|ora)\s+(?:ada|punya|due|duwe|gadhah|memiliki|nduwe)?\s*(?:sertif\w*\s+)?(?:iso|sni|iatf|tkdn)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoneYet();
}
