using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>Between the slots of the form and a firm's columns.</summary>
internal static class FirmAnswers
{
    public static Nib? Nib(this Answers answers) => answers.Text("nib") is { } digits ? Firms.Nib.Parse(digits) : null;

    /// <summary>All but the firm's name, phone and NIB, which a firm cannot be without or that need care.</summary>
    public static void Fill(this Answers answers, Ikm firm)
    {
        firm.LegalForm = answers.Text("legal_form");
        firm.Region = answers.Text("region");
        firm.Sector = answers.Text("sector");
        firm.SectorOther = answers.Text("sector_other");
        firm.Founded = (int?)answers.Integer("founded");
        firm.Workers = (int?)answers.Integer("workers");
        firm.Certificates = [.. answers.Keys("certificates").Where(c => c != "none")];
        firm.OtherCertificates = [.. answers.Unmatched("certificates")];
        firm.Machines = [.. answers.Keys("machines")];
        firm.OtherMachines = [.. answers.Unmatched("machines")];
        firm.Help = [.. answers.Keys("help")];
    }

    /// <summary>What the form opens on.</summary>
    public static IReadOnlyDictionary<string, SlotValue> Values(Ikm firm, Person person)
    {
        var values = new Dictionary<string, SlotValue>
        {
            ["owner"] = new SlotValue.Text(person.Name),
            ["firm"] = new SlotValue.Text(firm.Name),
            ["phone"] = new SlotValue.Phone(firm.Phone),
            ["nib"] = firm.Nib is { } nib ? new SlotValue.Text(nib.Digits) : new SlotValue.Skipped(),
            ["certificates"] = Terms(firm.Certificates, firm.OtherCertificates),
            ["machines"] = Terms(firm.Machines, firm.OtherMachines),
        };
        if (firm.LegalForm is { } form) values["legal_form"] = new SlotValue.Keys([form]);
        if (firm.Region is { } region) values["region"] = new SlotValue.Text(region);
        if (firm.Sector is { } sector) values["sector"] = new SlotValue.Keys([sector]);
        if (firm.SectorOther is { } other) values["sector_other"] = new SlotValue.Text(other);
        if (firm.Founded is { } founded) values["founded"] = new SlotValue.Integer(founded);
        if (firm.Workers is { } workers) values["workers"] = new SlotValue.Integer(workers);
        if (firm.Help is { Count: > 0 } help) values["help"] = new SlotValue.Keys(help);
        return values;
    }

    private static SlotValue Terms(List<string> keys, List<string> words) =>
        keys.Count + words.Count == 0 ? new SlotValue.Skipped() : new SlotValue.Terms(keys, words);
}
