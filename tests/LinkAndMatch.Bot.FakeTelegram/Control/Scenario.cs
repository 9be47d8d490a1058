using System.Text.Json;

namespace LinkAndMatch.Bot.FakeTelegram.Control;

/// <summary>How a server that runs as a process of its own begins; read from a JSON file.</summary>
internal sealed record Scenario
{
    public FakeBehaviour? Behaviour { get; set; }
    public List<GroupOrder> Groups { get; set; } = [];
    public List<Fault> Faults { get; set; } = [];
    public List<UserAct> Acts { get; set; } = [];

    public static async Task<Scenario> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, ControlJson.Default.Scenario) ?? new Scenario();
    }

    public async Task ApplyAsync(IFakeTelegram fake)
    {
        if (Behaviour is { } behaviour) await fake.BehaveAsync(behaviour);
        foreach (var group in Groups) await fake.AddGroupAsync(group.ChatId, group.Title);
        foreach (var fault in Faults) await fake.AddFaultAsync(fault);
        if (Acts.Count > 0) await fake.ActAsync(Acts);
    }
}
