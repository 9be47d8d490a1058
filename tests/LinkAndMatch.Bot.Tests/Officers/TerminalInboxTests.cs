using LinkAndMatch.Bot.Commands;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Testing.Bots;
using LinkAndMatch.Bot.Testing.Chats;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Tests.Officers;

public sealed class TerminalInboxTests
{
    private const string Question = "apakah ada bantuan ongkos kirim contoh ke Surabaya?";
    private static readonly ChatPerson s_budi = new(501, "Budi Santoso");
    private static readonly ChatPerson s_siti = new(502, "Siti Rohmah");

    [Fact]
    public async Task An_officer_at_the_terminal_answers_publishes_and_the_running_bot_finds_it_and_withdraws_it_again()
    {
        await using var driver = await InProcessDriver.StartAsync(group: false, samples: false);
        await SayAsync(driver, s_budi, Question);
        await using var terminal = Terminal(driver);

        // The card, "Jawab", the words; "Terbitkan atau ubah", "Terbitkan".
        var screen = await InboxAsync(terminal, (i, o) => Command(terminal).RunAsync(i, o, default), "1", "2", "Belum ada, petugas membantu.", "1", "1");
        Assert.Contains("Terbit: \"" + Question, screen, StringComparison.Ordinal);
        var entry = await driver.Bot.ReadAsync(s => s.Answers.Select(a => a.EntryId).SingleAsync());
        await UntilAsync(() => Finder(driver).Read(entry!, "id") is not null);

        await driver.Bot.LookAroundAsync();
        Assert.Contains("petugas membantu", await SayAsync(driver, s_siti, Question), StringComparison.Ordinal);
        Assert.Contains("petugas membantu", await ReadAsync(driver, s_budi), StringComparison.Ordinal);

        // Once published the card has "Terbitkan atau ubah" and, second, "Tarik".
        Assert.Contains("Ditarik", await InboxAsync(terminal, (i, o) => Command(terminal).RunAnswersAsync(i, o, default), "1", "2"), StringComparison.Ordinal);
        await UntilAsync(() => Finder(driver).Read(entry!, "id") is null);
        Assert.DoesNotContain("petugas membantu", await SayAsync(driver, s_siti, Question), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_and_answered_is_exported_as_drafts_that_the_bot_can_read_and_as_a_table()
    {
        await using var driver = await InProcessDriver.StartAsync(group: false, samples: false);
        await SayAsync(driver, s_budi, Question);
        await SayAsync(driver, s_siti, "ada bantuan ongkos kirim contoh ke surabaya ga?");
        await SayAsync(driver, s_siti, "=HYPERLINK(1) apakah mesin saya boleh disewakan ke tetangga?");
        await using var terminal = Terminal(driver);
        await InboxAsync(terminal, (i, o) => Command(terminal).RunAsync(i, o, default), "1", "2", "Belum ada: \"petugas\" membantu.");
        var folder = Directory.CreateTempSubdirectory("export-").FullName;
        try
        {
            await terminal.Services.GetRequiredService<ExportQuestions>().RunAsync(folder, TextWriter.Null, TestContext.Current.CancellationToken);

            var table = await File.ReadAllLinesAsync(Path.Combine(folder, "questions.csv"), TestContext.Current.CancellationToken);
            Assert.Equal(3, table.Length);
            Assert.Contains(",2,0,", table[1], StringComparison.Ordinal);
            Assert.Contains("\"'=HYPERLINK", table[2], StringComparison.Ordinal);
            Assert.Contains(",open,", table[2], StringComparison.Ordinal);

            await File.WriteAllTextAsync(Path.Combine(folder, "sources.yaml"), "staff: {title: petugas}\n", TestContext.Current.CancellationToken);
            var entries = new FaqFiles(folder).Read();
            var answered = Assert.Single(entries, e => e.Status == "officer");
            Assert.Equal(Question, answered.Texts["id"].Question);
            Assert.Equal("Belum ada: \"petugas\" membantu.", answered.Texts["id"].Body);
            Assert.Contains("ada bantuan ongkos kirim contoh ke surabaya ga?", answered.Texts["id"].Variants);
            Assert.Equal("staff", Assert.Single(entries, e => e != answered).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IAnswerFinder Finder(InProcessDriver driver) => driver.Bot.Services.GetRequiredService<IAnswerFinder>();

    private static InboxCommand Command(WebApplication terminal) => terminal.Services.GetRequiredService<InboxCommand>();

    /// <summary>A process of its own on the bot's database.</summary>
    private static WebApplication Terminal(InProcessDriver driver) =>
        BotHost.BuildTools(["--environment", "Production", "--ConnectionStrings:Store", driver.Bot.Services.GetRequiredService<BotSettings>().Store.ConnectionString]);

    private static async Task<string> InboxAsync(WebApplication terminal, Func<TextReader, TextWriter, Task> run, params string[] lines)
    {
        var screen = new StringWriter();
        await run(new StringReader(string.Join('\n', lines)), screen);
        return screen.ToString();
    }

    private static async Task<string> SayAsync(InProcessDriver driver, ChatPerson who, string text)
    {
        var (_, mark) = await driver.ReadAsync($"{who.Id}", 0);
        await driver.DoAsync([new ChatAct.Says(who, $"{who.Id}", text)]);
        await driver.Bot.QuietAsync();
        return string.Concat((await driver.ReadAsync($"{who.Id}", mark)).Messages.Select(m => m.Text));
    }

    private static async Task<string> ReadAsync(InProcessDriver driver, ChatPerson who)
    {
        await driver.Bot.QuietAsync();
        return string.Concat((await driver.ReadAsync($"{who.Id}", 0)).Messages.Select(m => m.Text));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(BotUnderTest.Patience);
        while (!holds()) await Task.Delay(50, patience.Token);
    }
}
