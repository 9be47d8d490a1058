using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class LanguageDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("language-data-").FullName;

    public LanguageDataTests()
    {
        foreach (var file in Directory.EnumerateFiles(Recognized.Folder)) File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains("no-such-folder", Assert.Throws<DataFileException>(() => LanguageData.Load(Path.Combine(_folder, "no-such-folder"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("vocab.yaml")]
    [InlineData("regions-provinces.csv")]
    [InlineData("regions-aliases.csv")]
    [InlineData("lexicon-colloquial.csv")]
    [InlineData("lexicon-javanese.csv")]
    [InlineData("kbli-short.csv")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_folder, file));
        Assert.EndsWith(file, Assert.Throws<DataFileException>(() => LanguageData.Load(_folder)).FilePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vocab.yaml", "processes:\n- {key: a, id: A}\n- {id: B, key: [x]}\n", 3)]
    [InlineData("vocab.yaml", "processes:\n- {key: a\n", 3)]
    [InlineData("vocab.yaml", "processes: 5\n", 1)]
    [InlineData("regions-provinces.csv", "code;name\n", 1)]
    [InlineData("regions-regencies.csv", "code,province_code,name\n33.28,44,TEGAL\n", 2)]
    [InlineData("regions-aliases.csv", "alias,codes,level,ambiguous,names\ntegal,33.28,regency,0,X\nslawi,33.99,regency,0,X\n", 3)]
    [InlineData("lexicon-colloquial.csv", "colloquial,formal,kind,source,count,ambiguous\ngmn,,abbr,hand,,0\n", 2)]
    [InlineData("kbli-short.csv", "code,version,title_id,title_en_own\n2592,KBLI2020,a,b\n", 2)]
    public void A_broken_line_is_named_by_file_and_number(string file, string content, int line)
    {
        File.WriteAllText(Path.Combine(_folder, file), content);
        var error = Assert.Throws<DataFileException>(() => LanguageData.Load(_folder));
        Assert.EndsWith(file, error.FilePath, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
        Assert.Contains($"{file}({line}): ", error.Message, StringComparison.Ordinal);
    }
}
