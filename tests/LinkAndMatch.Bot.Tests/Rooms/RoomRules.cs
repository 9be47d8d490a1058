namespace LinkAndMatch.Bot.Tests.Rooms;

/// <summary>Which room may lean on what: the arrows between the rooms, and the rooms that a library stays in.</summary>
internal static class RoomRules
{
    /// <summary>The arrows. A room that is not here is a breach, so that who adds one says what it may lean on.</summary>
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["Conversation"] = [],
        ["Knowledge"] = ["Conversation"],
        ["Partnering"] = ["Conversation"],
        ["Channels"] = ["Conversation"],
        ["StaffConsole"] = ["Conversation", "Knowledge", "Partnering"],
        ["Bot"] = ["Conversation", "Knowledge", "Partnering", "Channels", "StaffConsole"],
    };

    /// <summary>Beginnings of the names of packages and assemblies, and the rooms that may use them; the longest that fits counts.</summary>
    private static readonly (string Library, string[] Rooms)[] s_libraries =
    [
        ("System", ["Conversation", "Knowledge", "Partnering", "Channels", "StaffConsole", "Bot"]),
        ("Microsoft.Extensions", ["Conversation", "Knowledge", "Partnering", "Channels", "StaffConsole", "Bot"]),
        ("Microsoft.Extensions.AI", ["Knowledge"]),
        // Files are read where dialogs and answers are.
        ("YamlDotNet", ["Conversation", "Knowledge"]),
        ("Fluid", ["Conversation"]),
        // Fluid's parser comes with a generator that names itself in every assembly it is built with.
        ("Parlot", ["Conversation", "Knowledge", "Partnering", "Channels", "StaffConsole", "Bot"]),
        ("libphonenumber-csharp", ["Conversation"]),
        ("PhoneNumbers", ["Conversation"]),
        ("FuzzySharp", ["Conversation"]),
        ("Lucene.Net", ["Knowledge"]),
        ("J2N", ["Knowledge"]),
        ("Azure", ["Knowledge"]),
        ("OpenAI", ["Knowledge"]),
        ("System.ClientModel", ["Knowledge"]),
        ("Polly", ["Knowledge"]),
        ("Microsoft.EntityFrameworkCore", ["Partnering", "Bot"]),
        ("Microsoft.Data.Sqlite", ["Partnering", "Bot"]),
        ("SQLitePCLRaw", ["Partnering", "Bot"]),
        ("Npgsql", ["Partnering", "Bot"]),
        ("Microsoft.AspNetCore", ["Channels", "StaffConsole", "Bot"]),
        ("Microsoft.Net.Http.Headers", ["Channels", "StaffConsole", "Bot"]),
        ("Telegram.Bot", ["Channels"]),
        ("Microsoft.IdentityModel", ["Channels"]),
        ("QRCoder", ["Channels"]),
        ("Orleans", ["Bot"]),
        ("Microsoft.Orleans", ["Bot"]),
        ("OpenTelemetry", ["Bot"]),
        ("SkiaSharp", ["Bot"]),
    ];

    /// <summary>Every breach in one sentence; none if the room keeps the rules.</summary>
    public static IEnumerable<string> Breaches(Room room)
    {
        if (!s_arrows.TryGetValue(room.Name, out var arrows)) return [$"{room.Name} is no room of the design: say in {nameof(RoomRules)} what it may lean on."];
        var rooms = room.Projects.Concat(room.Assemblies.Where(Room.IsProduct).Select(Room.NameOf)).Distinct().Except(arrows)
            .Select(r => $"{room.Name} leans on {r}; it may lean on {(arrows.Length == 0 ? "no other room" : string.Join(", ", arrows))}.");
        var libraries = room.Packages.Concat(room.Assemblies.Where(a => !Room.IsProduct(a))).Distinct()
            .Select(library => (library, rule: RuleOf(library)))
            .Where(l => !l.rule.Rooms.Contains(room.Name))
            .Select(l => l.rule.Rooms.Length == 0
                ? $"{room.Name} uses {l.library}, of which {nameof(RoomRules)} does not say where it may be used."
                : $"{room.Name} uses {l.library}, which stays in {string.Join(" and ", l.rule.Rooms)}.");
        return rooms.Concat(libraries);
    }

    private static (string Library, string[] Rooms) RuleOf(string library) => s_libraries
        .Where(l => library == l.Library || library.StartsWith(l.Library + ".", StringComparison.Ordinal))
        .DefaultIfEmpty(("", [])).MaxBy(l => l.Item1.Length);
}
