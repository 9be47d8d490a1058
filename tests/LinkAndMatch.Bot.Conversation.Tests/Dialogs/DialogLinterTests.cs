using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

public class DialogLinterTests
{
    /// <summary>File, what stands there, what it is changed to, where the finding must point (words of the changed file), what it says.</summary>
    public static TheoryData<string, string, string, string, string> Broken => new()
    {
        // Shape
        { "register.yaml", "version: 1", "version: one", "version: one", "expected a whole number for 'version'" },
        { "register.yaml", "model:", "modell:", "modell:", "unknown key 'modell'" },
        { "register.yaml", "type: region", "type: place", "type: place", "unknown type 'place'" },
        { "register.yaml", "level: regency", "lvl: regency", "lvl: regency", "unknown key 'lvl'" },
        { "register.yaml", "level: regency", "level: town", "level: town", "unknown level 'town'" },
        { "register.yaml", "length: 13", "length: [13, 12]", "length: [13, 12]", "expected 'length: 13'" },
        { "register.yaml", "range: [1, 100000]", "range: [9, 1]", "range: [9, 1]", "the smaller first" },
        { "register.yaml", "idle: 72h", "idle: 72x", "idle: 72x", "expected a time such as" },
        { "register.yaml", "warn: 12h", "warn: 90h", "warn: 90h", "shorter than 'idle'" },
        { "register.yaml", "fill: anywhere", "fill: somewhere", "fill: somewhere", "expected 'fill: anywhere'" },
        { "register.yaml", "sensitive: true", "sensitive: perhaps", "sensitive: perhaps", "expected true or false" },
        { "register.yaml", "legal_form:   {type: choice", "legal_form:   {length: 3, type: choice", "legal_form:", "means nothing to a slot of type choice" },
        { "register.yaml", "  workers: ", "  Workers: ", "  Workers: ", "cannot be a slot's name" },
        { "update-firm.yaml", "like: register", "like: registre", "like: registre", "there is no dialog 'registre'" },
        { "update-firm.yaml", "without: [consent]", "without: [agreement]", "without: [agreement]", "has no slot 'agreement'" },
        { "language.yaml", "dialog: language", "dialog: erase", "dialog: erase", "a second dialog is called 'erase'" },
        { "notices.yaml", "form.warn:               {class: nice_to_have}", "form.warn:               {class: loud}", "form.warn:", "unknown class 'loud'" },
        { "menu.yaml", "{name: question, builtin: ask}", "{name: question, builtin: shout}", "builtin: shout", "unknown builtin 'shout'" },
        { "menu.yaml", "{go: describe-product}", "{go: describe-product, do: firms.status}", "do: firms.status}", "expected one of: go, do" },
        // Conditions
        { "register.yaml", "when: sector == \"other\"", "when: sector = \"other\"", "when: sector = ", "of the condition" },
        { "register.yaml", "when: sector == \"other\"", "when: workers > 3", "when: workers > 3", "looks at 'workers'" },
        { "register.yaml", "starts_when: not person.registered", "starts_when: not person.rich", "person.rich", "looks at 'person.rich'" },
        { "menu.yaml", "when: person.products > 0", "when: person.product > 0", "when: person.product > 0", "looks at 'person.product'" },
        // Names that must exist
        { "register.yaml", "check: firms.nib_free", "check: firms.nib_fre", "check: firms.nib_fre,", "unknown check 'firms.nib_fre'" },
        { "register.yaml", "action: firms.register", "action: firms.regster", "action: firms.regster", "unknown action 'firms.regster'" },
        { "register.yaml", "vocab.sectors", "vocab.sector", "vocab.sector,", "there is no list 'sector'" },
        { "register.yaml", "propose: channel.phone", "propose: channel.fax", "propose: channel.fax", "unknown proposal" },
        { "register.yaml", "{reopen: nib}", "{reopen: nibb}", "{reopen: nibb}", "'reopen' names 'nibb'" },
        { "register.yaml", "  then: menu", "  then: nowhere", "action: firms.register", "'then' leads to 'nowhere'" },
        { "register.yaml", "dialogs: [language]", "dialogs: [languages]", "dialog: register", "names the dialog 'languages'" },
        { "request-introduction.yaml", "query: products.mine", "query: products.yours", "query: products.yours", "unknown source 'products.yours'" },
        { "request-introduction.yaml", "with: [product]", "with: [note]", "with: [note]", "passes on 'note'" },
        { "update-product.yaml", "arguments: [product]", "arguments: []", "dialog: update-product", "passes on 'product'" },
        { "menu.yaml", "go: register,", "go: registr,", "go: registr,", "there is no dialog 'registr'" },
        { "menu.yaml", "menu: products, when", "menu: produk, when", "menu: produk, when", "there is no menu 'produk'" },
        { "menu.yaml", "answer: program-apa-itu", "answer: program-apa", "answer: program-apa}", "there is no answer 'program-apa'" },
        { "menu.yaml", "unanswered: questions.ask", "unanswered: questions.asks", "unanswered:", "unknown action 'questions.asks'" },
        { "menu.yaml", "/tanya, /ask", "/tanya-saja, /ask", "/tanya-saja", "is no command" },
        { "menu.yaml", "/tanya, /ask", "/status, /ask", "names: [/status, /ask]", "given twice" },
        { "notices.yaml", "card: introductions.card", "card: introductions.kard", "introductions.suggested", "unknown card" },
        { "notices.yaml", "introductions.decline]", "introductions.declines]", "introductions.suggested", "unknown action 'introductions.declines'" },
        // What types need
        { "register.yaml", ", level: regency", "", "  region:", "expected 'level: regency'" },
        { "register.yaml", "{type: text, length: [3, 120]}", "{type: text}", "  firm:", "expected 'length: [3, 120]'" },
        { "describe-product.yaml", "type: photos, max: 5", "type: photos", "  photos:", "expected 'max: 5'" },
        { "describe-product.yaml", "per: [day, week", "per: [dai, week", "  capacity:", "unknown period 'dai'" },
        { "register.yaml", "add: [other]", "add: [a_choice_with_a_name_that_is_much_too_long_for_any_button_x]", "  sector:", "does not fit a button" },
        { "register.yaml", "add: [other]", "add: [food]", "  sector:", "'add' repeats 'food'" },
        // Model
        { "register.yaml", "model: {fill: [firm", "model: {fill: [phone, firm", "model:", "which is sensitive" },
        { "register.yaml", "model: {fill: [firm", "model: {fill: [fax, firm", "model:", "no slot of this dialog" },
        { "register.yaml", "model: {fill: [firm", "model: {fill: [consent, firm", "model:", "the person's own to give" },
        // Migration
        { "register.yaml", "review: {edit: true}", "review: {edit: true}\nmigrate: [{from: 1, rename: {nama: firm}}]", "migrate:", "older version" },
        { "register.yaml", "review: {edit: true}", "review: {edit: true}\nmigrate: [{from: 0, rename: {nama: firms}}]", "migrate:", "'rename' leads to 'firms'" },
        { "register.yaml", "review: {edit: true}", "review: {edit: true}\nmigrate: [{from: 0, drop: [firm]}]", "migrate:", "still a slot" },
        // Words
        { "texts/id.yaml", "    label: \"Nama usaha\"\n", "", "  firm:", "the text 'register.firm.label' is missing" },
        { "texts/id.yaml", "    why: \"Nama usaha dipakai di kartu yang dibaca petugas dan industri besar.\"\n", "", "  firm:", "the text 'register.firm.why' is missing" },
        { "texts/id.yaml", "      raw_material: \"Bahan baku\"\n", "", "  help:", "'register.help.choices.raw_material' is missing" },
        { "texts/id.yaml", "    already_registered: ", "    already_there: ", "already_registered", "'register.submit.already_registered' (or 'firms.register.already_registered') is missing" },
        { "texts/id.yaml", "  again: \"Ada produk lain", "  more: \"Ada produk lain", "action: products.describe", "'describe-product.again' is missing" },
        { "texts/id.yaml", "    question: \"Bertanya\"", "    questions: \"Bertanya\"", "{name: question", "the text 'menu.main.question' is missing" },
        { "texts/id.yaml", "  old_button: ", "  older_button: ", "", "the text 'turn.old_button' is missing" },
        { "texts/id.yaml", "  answered: {text: ", "  answered: {txt: ", "questions.answered", "the text 'questions.answered.text' is missing" },
        { "texts/id.yaml", "    label: \"Saya berminat\"\n", "", "introductions.suggested", "the text 'introductions.accept.label' is missing" },
        { "texts/id.yaml", "{{ label }} diganti: {{ old }}", "{{ label }} diganti: {{ older }}", "  changed:", "uses 'older', which is never given" },
        { "texts/id.yaml", "Anda menulis {{ digits }} angka.", "Anda menulis {{ digit }} angka.", "invalid:", "uses 'digit', which is never given" },
        { "texts/id.yaml", "Terpilih: {{ items | join }}", "Terpilih: {{ items | joined }}", "chosen:", "unknown filter 'joined'" },
        { "texts/id.yaml", "Terpilih: {{ items | join }}", "Terpilih: {{ items | join", "chosen:", "is no template" },
        { "texts/id.yaml", "Terpilih: {{ items | join }}", "Terpilih: {% include 'x' %}", "chosen:", "the tag 'include' is not for texts" },
        { "texts/id.yaml", "{{ introduction.stage | say: \"stages\" }}", "{{ introduction.stage | say: \"stage\" }}", "    done: |-", "says 'stage', but there are no words" },
        { "texts/id.yaml", "{{ processes | label: \"processes\" | join }}", "{{ processes | label: \"process\" | join }}", "    card: |-", "labels from 'process'" },
        { "texts/id.yaml", "aliases: [nama usaha, nama perusahaan", "aliases: [nama saya, nama usaha, nama perusahaan", "    aliases: [nama saya, nama usaha", "the alias 'nama saya' is given to 'owner' and to 'firm'" },
        { "texts/id.yaml", "  sector_other:\n    label", "  sector_others:\n    label", "    label: \"Bidang lain\"", "'sector_others' is no slot of register" },
        { "texts/en.yaml", "  wait: \"All right", "  waits: \"All right", "  waits:", "none in Indonesian" },
        { "texts/en.yaml", "**{{ result.name }}** is withdrawn", "**{{ results.name }}** is withdrawn", "is withdrawn and no longer", "uses 'results', which the Indonesian text does not" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_named_with_its_line_and_what_was_expected(string file, string from, string to, string where, string message)
    {
        using var folder = new DialogFolder();
        folder.Change(file, from, to);

        var findings = folder.Check();

        var found = findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(found is not null, $"Expected '{message}', found:\n{string.Join('\n', findings)}");
        Assert.True(found.Line >= 1);
        if (where.Length == 0) return;
        var line = File.ReadAllLines(Path.Combine(folder.Path, found.File)) is var lines && found.Line <= lines.Length ? lines[found.Line - 1] : "";
        Assert.Contains(where, line, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_named_at_once()
    {
        using var folder = new DialogFolder();
        folder.Change("register.yaml", "level: regency", "level: town").Change("menu.yaml", "builtin: repeat", "builtin: shout");

        var error = Assert.Throws<DialogFilesException>(folder.Load);

        Assert.Contains("register.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains("menu.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_YAML_is_named_with_its_line()
    {
        using var folder = new DialogFolder();
        folder.Write("language.yaml", "dialog: language\nversion: [1\nslots: {");

        Assert.Contains(folder.Check(), f => f.File == "language.yaml" && f.Line > 1 && f.Message.Contains("not readable as YAML", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_given_twice_is_an_error()
    {
        using var folder = new DialogFolder();
        folder.Change("texts/id.yaml", "  old_button: ", "  menu: \"x\"\n  old_button: ");

        Assert.Contains(folder.Check(), f => f.File == "texts/id.yaml" && f.Message.Contains("not readable as YAML", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("menu.yaml")]
    [InlineData("notices.yaml")]
    [InlineData("texts/id.yaml")]
    [InlineData("data/vocab.yaml")]
    public void A_missing_file_is_an_error(string file)
    {
        using var folder = new DialogFolder();
        folder.Delete(file);

        Assert.Contains(folder.Check(), f => f.File == file && f.Severity == FindingSeverity.Error && f.Message.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bot_without_English_starts()
    {
        using var folder = new DialogFolder();
        folder.Delete("texts/en.yaml");

        var offered = Assert.Single(folder.Check());
        Assert.Equal(FindingSeverity.Warning, offered.Severity);
        Assert.Contains("the language 'en' is offered", offered.Message, StringComparison.Ordinal);
        Assert.Equal("Apa nama usaha Anda?", folder.Load().Texts.Label("register.firm.ask", "en"));
    }

    [Fact]
    public void A_missing_translation_is_a_warning_and_the_Indonesian_words_are_shown()
    {
        using var folder = new DialogFolder();
        folder.Change("texts/en.yaml", "    ask: \"What is the name of your firm?\"\n", "");

        var finding = Assert.Single(folder.Check());

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("'register.firm.ask' has no words in en", finding.Message, StringComparison.Ordinal);
        Assert.Equal("Apa nama usaha Anda?", folder.Load().Texts.Label("register.firm.ask", "en"));
    }

    [Fact]
    public void A_text_longer_than_a_message_is_an_error()
    {
        using var folder = new DialogFolder();
        folder.Change("texts/id.yaml", "  old_button: \"", $"  old_button: \"{new string('a', 4096)}");

        Assert.Contains(folder.Check(), f => f.Message.Contains("expected at most 4096", StringComparison.Ordinal));
    }

    [Fact]
    public void An_action_that_the_program_lacks_stops_the_start()
    {
        using var folder = new DialogFolder();

        Assert.Contains(folder.Check([.. ShippedDialogs.Doors.Where(d => d.Name != "firms.register")]), f => f.Message.Contains("unknown action 'firms.register'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_action_does_not_fit_a_button()
    {
        using var folder = new DialogFolder();
        const string Long = "introductions.industry_says_it_agrees";
        folder.Change("notices.yaml", "introductions.decline]", $"{Long}]").Change("texts/id.yaml", "introductions:\n", $"introductions:\n  industry_says_it_agrees: {{label: x, done: x}}\n");

        Assert.Contains(folder.Check([.. ShippedDialogs.Doors, new(Conversation.Doors.DialogDoorKind.Action, Long)]), f => f.Message.Contains("does not fit a button", StringComparison.Ordinal));
    }
}
