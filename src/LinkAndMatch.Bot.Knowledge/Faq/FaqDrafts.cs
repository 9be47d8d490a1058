using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>An entry to be read by people before it joins the files.</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Reviewed">When somebody last stood up for it.</param>
public sealed record FaqDraft(string Id, string Question, IReadOnlyList<string> Variants, string Status, DateOnly Reviewed, string Body);

/// <summary>Writes entries in the form that <see cref="FaqFiles"/> reads.</summary>
public static class FaqDrafts
{
    /// <param name="folder">Made when it is not there; a draft of the same id is replaced.</param>
    public static void Write(string folder, FaqDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Directory.CreateDirectory(folder);
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine("---");
        // Through the library: what people typed may hold quotes, colons and whatever else means something there.
        var yaml = new Emitter(text, new EmitterSettings().WithMaxSimpleKeyLength(1024));
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        Key("question");
        Quoted(draft.Question);
        Key("variants");
        yaml.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var variant in draft.Variants) Quoted(variant);
        yaml.Emit(new SequenceEnd());
        Key("status");
        Key(draft.Status);
        Key("reviewed");
        Key(draft.Reviewed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yaml.Emit(new MappingEnd());
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        var front = text.ToString().TrimEnd();
        File.WriteAllText(Path.Combine(folder, draft.Id + ".md"), $"{front}\n---\n{draft.Body.ReplaceLineEndings("\n").Trim()}\n");

        void Key(string word) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, word, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));

        void Quoted(string words) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, words.ReplaceLineEndings(" "), ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
    }
}
