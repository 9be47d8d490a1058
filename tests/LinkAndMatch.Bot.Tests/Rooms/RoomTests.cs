using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Tests.Rooms;

/// <summary>The walls between the rooms stand, and who walks through one is seen.</summary>
public sealed class RoomTests
{
    private static readonly string s_source = Path.Combine(BotProcess.Root, "src");

    public static IEnumerable<TheoryDataRow<string>> Projects => Directory.GetDirectories(s_source).Select(d => new TheoryDataRow<string>(Path.GetFileName(d)));

    [Theory, MemberData(nameof(Projects))]
    public void A_room_leans_only_on_what_the_design_allows(string project) => Assert.Empty(RoomRules.Breaches(Read(project)));

    [Theory]
    [InlineData("Partnering", "Conversation", "Conversation uses Microsoft.EntityFrameworkCore, which stays in Partnering and Bot.")]
    [InlineData("Partnering", "Channels", "Channels uses Npgsql, which stays in Partnering and Bot.")]
    [InlineData("Knowledge", "Partnering", "Partnering uses Lucene.Net, which stays in Knowledge.")]
    [InlineData("Knowledge", "Channels", "Channels uses Azure.AI.OpenAI, which stays in Knowledge.")]
    [InlineData("Conversation", "Channels", "Channels uses YamlDotNet, which stays in Conversation and Knowledge.")]
    [InlineData("Conversation", "Knowledge", "Knowledge uses Fluid, which stays in Conversation.")]
    [InlineData("Channels", "Knowledge", "Knowledge uses Telegram.Bot, which stays in Channels.")]
    [InlineData("Channels", "Bot", "Bot uses Microsoft.IdentityModel.JsonWebTokens, which stays in Channels.")]
    [InlineData("Channels", "Conversation", "Conversation leans on Conversation; it may lean on no other room.")]
    [InlineData("Bot", "Channels", "Channels leans on Partnering; it may lean on Conversation.")]
    [InlineData("Bot", "Knowledge", "Knowledge leans on Channels; it may lean on Conversation.")]
    [InlineData("Bot", "Partnering", "Partnering uses Orleans.Core.Abstractions, which stays in Bot.")]
    public void One_room_taken_for_another_breaks_the_rules(string real, string takenFor, string breach) =>
        Assert.Contains(breach, RoomRules.Breaches(Read(real == "Bot" ? "LinkAndMatch.Bot" : $"LinkAndMatch.Bot.{real}") with { Name = takenFor }));

    [Fact]
    public void A_new_room_and_a_new_library_must_be_thought_of()
    {
        Assert.Contains("Gossip is no room of the design: say in RoomRules what it may lean on.", RoomRules.Breaches(new Room("Gossip", [], [], [])));
        Assert.Contains("Bot uses MediatR, of which RoomRules does not say where it may be used.", RoomRules.Breaches(new Room("Bot", [], ["MediatR"], [])));
    }

    [Fact]
    public void Understanding_a_message_knows_no_clock_no_chance_and_no_disk() =>
        Assert.Empty(Impurities(Directory.GetFiles(Path.Combine(s_source, "LinkAndMatch.Bot.Conversation", "Turns"), "*.cs", SearchOption.AllDirectories).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))));

    [Fact]
    public void Only_who_opened_a_transaction_saves() =>
        Assert.Empty(Savers(Directory.GetDirectories(Path.Combine(s_source, "LinkAndMatch.Bot.Partnering")).Where(d => Path.GetFileName(d) is not ("Store" or "bin" or "obj"))
            .SelectMany(d => Directory.GetFiles(d, "*.cs", SearchOption.AllDirectories)).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))));

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("TimeProvider clock")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("File.ReadAllText(path)")]
    [InlineData("await Task.Yield();")]
    public void Impure_code_is_seen(string code) => Assert.Equal([$"Made.cs: {code}"], Impurities([("Made.cs", code)]));

    [Theory]
    [InlineData("await store.SaveChangesAsync(cancellation);")]
    [InlineData("store.Database.BeginTransactionAsync(cancellation)")]
    public void A_command_that_saves_is_seen(string code) => Assert.Equal([$"Made.cs: {code}"], Savers([("Made.cs", code)]));

    private static IEnumerable<string> Impurities(IEnumerable<(string File, string Code)> files) =>
        Found(files, @"\b(DateTime|DateTimeOffset)\.(Utc)?(Now|Today)\b|\bTimeProvider\b|\bRandom\b|\bGuid\.(NewGuid|CreateVersion7)\b|\b(File|Directory|HttpClient)\b\.|\bawait\b");

    private static IEnumerable<string> Savers(IEnumerable<(string File, string Code)> files) =>
        Found(files, @"\bSaveChanges(Async)?\(|\bBeginTransaction(Async)?\(");

    // In code, not in what is said about it.
    private static IEnumerable<string> Found(IEnumerable<(string File, string Code)> files, string pattern) =>
        from file in files
        from line in file.Code.Split('\n')
        let code = line.Trim()
        where !code.StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(code, pattern)
        select $"{file.File}: {code}";

    // What was built lies beside the tests.
    private static Room Read(string project) =>
        Room.Read(Room.NameOf(project), Path.Combine(s_source, project, $"{project}.csproj"), Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
}
