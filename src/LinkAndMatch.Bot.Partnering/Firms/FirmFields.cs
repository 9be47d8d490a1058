using LinkAndMatch.Bot.Partnering.Persons;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>A firm as its own owner and the officers see it.</summary>
internal static class FirmFields
{
    public static IReadOnlyDictionary<string, object?> Of(Ikm firm, Person? person) => new Dictionary<string, object?>
    {
        ["code"] = RegistrationCode.Of(firm),
        ["firm"] = firm.Name,
        ["owner"] = person?.Name,
        ["phone"] = firm.Phone.E164,
        ["nib"] = firm.Nib?.Digits,
        ["nib_checked"] = firm.NibCheckedAt is not null,
        ["legal_form"] = firm.LegalForm,
        ["region"] = firm.Region,
        ["sector"] = firm.Sector,
        ["sector_other"] = firm.SectorOther,
        ["founded"] = (long?)firm.Founded,
        ["workers"] = (long?)firm.Workers,
        ["certificates"] = firm.Certificates,
        ["other_certificates"] = firm.OtherCertificates,
        ["machines"] = firm.Machines,
        ["other_machines"] = firm.OtherMachines,
        ["help"] = firm.Help,
        ["sample"] = firm.Sample,
    };
}
