using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.SampleData;
using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;
using LinkAndMatch.Bot.Tests.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Tests.Recipes;

/// <summary>The recipes of <c>docs/changing-the-bot.md</c>, made as they stand there.</summary>
public sealed partial class RecipeTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> s_whole = [];

    private const string Samples = "Add a sample industry and a need";

    private static readonly IReadOnlyDictionary<string, Transcript> s_conversations = Directory.GetFiles(Path.Combine(GoldenConversations.Folder, "recipes"), "*.yaml")
        .Select(f => TranscriptReader.Read(GoldenConversations.Folder, $"recipes/{Path.GetFileName(f)}")).ToDictionary(t => t.Title);

    public static IEnumerable<TheoryDataRow<string>> Titles => s_conversations.Keys.Select(t => new TheoryDataRow<string>(t));

    /// <summary>Every file of every recipe that touches several.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Parts =>
        from recipe in Recipe.All
        where recipe.Title != Samples && recipe.Edits.SelectMany(e => e.Files).Distinct().Count() > 1
        from edit in recipe.Edits
        select new TheoryDataRow<string, string>(recipe.Title, edit.Files[0]);

    [Fact]
    public void Every_recipe_has_a_conversation_and_every_conversation_a_recipe() =>
        Assert.Equal(Recipe.All.Select(r => r.Title).Order(), s_conversations.Keys.Append(Samples).Order());

    [Fact]
    public void Every_recipe_names_the_files_that_its_edits_touch() =>
        Assert.All(Recipe.All, r => Assert.Equal(r.Touches.Order(), r.Edits.SelectMany(e => e.Files).Distinct().Order()));

    [Theory, MemberData(nameof(Titles))]
    public async Task What_a_recipe_changes_is_sound_and_the_bot_speaks_so(string title)
    {
        using var folder = new RecipeFolder().Make(Recipe.Of(title).Edits);
        var (exit, lines) = await folder.LintAsync();
        Assert.True(exit == 0, string.Join('\n', lines));

        var conversation = s_conversations[title];
        await using var driver = await InProcessDriver.StartAsync(conversation.Group, conversation.Samples, dialogs: folder.Dialogs);
        await TranscriptRunner.RunAsync(conversation, driver, GoldenConversations.Folder);
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task What_is_left_out_is_named_with_its_file_and_line(string title, string leftOut)
    {
        var recipe = Recipe.Of(title);
        using var part = new RecipeFolder().Make(recipe.Edits.Where(e => e.Files[0] != leftOut));

        var before = await WholeAsync(recipe);
        var (_, after) = await part.LintAsync();

        Assert.Contains(after.Except(before), line => Place().IsMatch(line));
    }

    [Theory]
    [InlineData("Change a wording", "dialogs/texts/id.yaml", "Apa nama usaha atau bengkelnya?", "Apa nama {{ usaha }}?", "texts/id.yaml", "uses 'usaha', which is never given")]
    [InlineData("Let people call an answer by another name", "dialogs/texts/id.yaml", "[mesin, mesin utama,", "[mesin, kru, mesin utama,", "texts/id.yaml", "the alias 'kru' is given to 'workers' and to 'machines'")]
    [InlineData("Add a question to a form", "dialogs/register.yaml", "shifts:       {type: integer, range: [1, 3]}", "shifts:       {type: integer}", "register.yaml", "expected 'range")]
    [InlineData("Add a question to a form", "dialogs/register.yaml", "version: 2", "version: 1", "register.yaml", "'shifts' was added since version 1")]
    [InlineData("Ask a question of some people only", "dialogs/register.yaml", "when: workers > 1", "when: worker > 1", "register.yaml", "the condition looks at 'worker'")]
    [InlineData("Make a rule stricter", "dialogs/register.yaml", "version: 2", "version: 1", "register.yaml", "'founded' allows a smaller range")]
    [InlineData("Rename a question", "dialogs/erase.yaml", "migrate: [{from: 1, rename: {really: final}}]", "", "erase.yaml", "expected 'migrate: [{from: 1, rename: {really: final}}]'")]
    [InlineData("Withdraw a question", "dialogs/register.yaml", "certificates, machines]", "certificates, machines, help]", "register.yaml", "'help', which is no slot")]
    [InlineData("Add a dialog", "dialogs/suggest.yaml", "questions.ask", "questions.asks", "suggest.yaml", "unknown action 'questions.asks'")]
    [InlineData("Add an item to a menu", "dialogs/menu.yaml", "text: privacy.text", "text: privacy.words", "menu.yaml", "the text 'privacy.words' is missing")]
    [InlineData("Add a command", "dialogs/menu.yaml", "[/tentang, /about]", "[/tentang-kami, /about]", "menu.yaml", "'/tentang-kami' is no command")]
    [InlineData("Change what an event says", "dialogs/texts/id.yaml", "terima kasih sudah menunggu.", "terima kasih {{ nama | besar }}.", "texts/id.yaml", "is no template")]
    [InlineData("Reword an officer's reason", "dialogs/texts/id.yaml", "Petugas menulis: {{ reason }}{% endif %}", "Petugas menulis: {{ reason }}", "texts/id.yaml", "is no template")]
    [InlineData("Answer small talk", "dialogs/texts/id.yaml", ", hatur nuhun]", ", \"\"]", "texts/id.yaml", "expected words")]
    [InlineData("Add a choice to a list", "dialogs/data/vocab.yaml", "key: toys", "key: food", "data/vocab.yaml", "the key 'food' stands twice")]
    [InlineData("Add a choice to a list", "dialogs/data/vocab.yaml", "id: Mainan,", "id: Mainan, boneka,", "data/vocab.yaml", "unknown field 'boneka'")]
    [InlineData("Add a shop-floor word", "dialogs/data/vocab.yaml", ", nggosok]", ", bubut]", "data/vocab.yaml", "'bubut' is a word for")]
    [InlineData("Add another name of a region", "dialogs/data/regions-aliases.csv", "kota bahari,33.76", "kota bahari,33.99", "data/regions-aliases.csv", "no region has the code '33.99'")]
    [InlineData("Explain a chat spelling", "dialogs/data/lexicon-colloquial.csv", "enibe,nib,typo,hand,,0", "enibe", "data/lexicon-colloquial.csv", "fields")]
    [InlineData("Add an answer", "dialogs/faq/id/jam-layanan.md", "source: [loket]", "source: [loker]", "faq/id/jam-layanan.md", "the source 'loker' is not in sources.yaml")]
    [InlineData("Add an answer", "dialogs/faq/id/jam-layanan.md", "status: sourced\n", "", "faq/id/jam-layanan.md", "expected status")]
    [InlineData("Add a way to ask", "dialogs/faq/id/nib-apa.md", "angka sakti tiga belas digit punya usaha itu apaan", "bahan baku dibantu gak", "faq/id/nib-apa.md", "also a way to ask for bahan-baku")]
    [InlineData("Rename an answer", "dialogs/menu.yaml", "program-tentang", "program-tentnag", "menu.yaml", "there is no answer 'program-tentnag'")]
    [InlineData("Change how sure the bot must be", "dialogs/thresholds.yaml", "answer: 1", "answer: 85", "thresholds.yaml", "a probability from 0 to 1")]
    [InlineData("Add a language", "dialogs/texts/jv.yaml", "nganggo basa Jawa", "nganggo {{ basa }}", "texts/jv.yaml", "uses 'basa'")]
    public async Task A_slip_is_refused_with_its_file_and_line(string title, string file, string find, string replace, string named, string expected)
    {
        using var folder = new RecipeFolder().Make(Recipe.Of(title).Edits).Slip(file, find, replace);

        var (exit, lines) = await folder.LintAsync();

        Assert.Equal(1, exit);
        Assert.Contains(lines, line => Place().IsMatch(line) && line.StartsWith($"{named}:", StringComparison.Ordinal) && !line.Contains(": warning:", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sample_industry_and_its_need_are_found_in_an_empty_store()
    {
        using var folder = new RecipeFolder().Make(Recipe.Of(Samples).Edits);

        var need = await LoadedAsync(folder, "N-999");

        Assert.Equal("Rumah pompa besi cor", need?.Title);
    }

    [Theory]
    [InlineData("demo-industri-besar.csv", "B99,", "B98,", "there is no industry 'B99'")]
    [InlineData("demo-needs.csv", "0.1,2000,pcs", "0.1,banyak,pcs", "expected a number as 'volume_qty'")]
    [InlineData("demo-needs.csv", "2027-12-01,open", "2027-12-01,terbuka", "expected 'status' to be one of")]
    [InlineData("demo-needs.csv", "N-999,", "", "fields")]
    public async Task A_slip_in_a_sample_is_refused_with_its_file_and_line(string file, string find, string replace, string expected)
    {
        using var folder = new RecipeFolder().Make(Recipe.Of(Samples).Edits).Slip($"src/LinkAndMatch.Bot/SampleData/{file}", find, replace);

        var broken = await Assert.ThrowsAsync<DataFileException>(() => LoadedAsync(folder, "N-999"));

        Assert.Matches(@"^demo-needs\.csv\(\d+\): ", broken.Message);
        Assert.Contains(expected, broken.Message, StringComparison.Ordinal);
    }

    // What the linter says of the recipe as it stands; the same for each part that is left out.
    private static Task<IReadOnlyList<string>> WholeAsync(Recipe recipe) => s_whole.GetOrAdd(recipe.Title, _ => new Lazy<Task<IReadOnlyList<string>>>(async () =>
    {
        using var folder = new RecipeFolder().Make(recipe.Edits);
        return (await folder.LintAsync()).Lines;
    })).Value;

    private static async Task<Partnering.Needs.Need?> LoadedAsync(RecipeFolder folder, string need)
    {
        await using var services = new ServiceCollection()
            .AddPartnering(new StoreOptions { Provider = StoreProvider.InMemory, ConnectionString = Guid.NewGuid().ToString("N") }).BuildServiceProvider();
        var stores = services.GetRequiredService<IDbContextFactory<PartnershipStore>>();
        var samples = new LoadSampleData(stores, services.GetRequiredService<StoreLock>(), TimeProvider.System) { Tables = file => SampleTable.Read(file, File.OpenText(Path.Combine(folder.SampleData, file))) };
        await samples.LoadAsync(TestContext.Current.CancellationToken);
        await using var store = await stores.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await store.Needs.FirstOrDefaultAsync(n => n.Source == need, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"^[\w./-]+:[1-9]\d*: ")]
    private static partial Regex Place();
}
