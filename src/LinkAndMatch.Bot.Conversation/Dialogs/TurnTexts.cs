using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>The texts that the turn and the channels themselves say, with the names that it gives each; the linter holds the files to it.</summary>
public static class TurnTexts
{
    /// <summary>What the texts of a slot may use (<c>ask</c>, <c>invalid</c>).</summary>
    public static IReadOnlyList<string> OfSlot { get; } = ["label", "text", "example", "min", "max", "digits", "items"];

    /// <summary>What the text of a rule that failed may use besides (<c>range</c>, <c>too_many</c>, ...).</summary>
    public static IReadOnlyList<string> OfRule { get; } = ["value", "count", "length"];

    /// <summary>Key to the names that are given.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Given { get; } = Read(
        """
        turn.welcome name
        turn.welcome_back name firm
        turn.help
        turn.menu
        turn.progress number total
        turn.old_button
        turn.old_card
        turn.duplicate
        turn.done result
        turn.refused result
        turn.cancel.ask dialog answered
        turn.cancel.yes
        turn.cancel.no
        turn.cancel.done dialog
        turn.cancel.kept
        turn.cancel.nothing
        turn.resume.ask dialog answered total
        turn.resume.yes
        turn.resume.no
        turn.resume.later
        turn.resume.done dialog
        turn.resume.dropped dialog
        turn.pause.done dialog
        turn.stack_full dialog
        turn.returned dialog
        turn.started dialog
        turn.back.done label
        turn.back.nothing
        turn.repeat.nothing
        turn.changed label old new
        turn.same label value
        turn.noted label value
        turn.reopen label
        turn.unknown_words words
        turn.unread words
        turn.ambiguous.ask label text
        turn.ambiguous.as_answer label text
        turn.ambiguous.as_question
        turn.change.ask
        turn.change.unknown text
        turn.change.nothing
        turn.conflict.ask label old new
        turn.conflict.use_new new
        turn.conflict.keep_old old
        turn.which.ask label
        turn.which.range label
        turn.wait
        turn.why.none
        turn.example example
        turn.unrecognised label
        turn.unrecognised_idle
        turn.stuck label
        turn.skip.done label
        turn.skip.refused label
        turn.proposal label value
        turn.proposal_old label value
        turn.rules_changed label
        turn.rules_changed_many labels
        turn.updating
        turn.retired dialog
        turn.start_refused
        turn.review.ask
        turn.review.line label value
        turn.review.again
        turn.review.empty
        turn.choose.hint
        turn.choose.page page pages
        turn.choose.none label
        turn.choose.gone label
        turn.choose.chosen items
        turn.choose.full max
        turn.sticker
        turn.voice
        turn.video
        turn.location
        turn.document
        turn.photo
        turn.contact
        turn.contact_not_own
        turn.unreadable
        turn.photo_saved count max
        turn.photo_full max
        turn.photo_wait
        turn.photo_bad.too_large
        turn.photo_bad.not_a_picture
        turn.photo_bad.gone
        turn.photo_bad.late
        turn.photo_bad.failed
        turn.too_long max
        turn.empty
        turn.forwarded
        turn.link
        turn.group
        turn.blocked_person
        turn.error reference
        turn.busy
        turn.store_down
        turn.officer.offer
        turn.officer.ask
        turn.human
        turn.ask.prompt
        turn.model.found items
        turn.model.found_which items words
        turn.heard label words
        turn.model.late
        turn.voice_heard text
        turn.voice_late
        values.yes
        values.no
        values.skipped
        values.photos count
        buttons.yes
        buttons.no
        buttons.skip
        buttons.back
        buttons.cancel
        buttons.continue
        buttons.pause
        buttons.change
        buttons.send
        buttons.why
        buttons.example
        buttons.more
        buttons.previous
        buttons.done
        buttons.officer
        buttons.menu
        buttons.share_contact
        buttons.use value
        words.change
        words.not_but
        words.why
        words.skip
        words.later
        words.repeat
        words.back
        words.officer
        words.cancel
        words.done
        words.example
        words.help
        words.nevermind
        words.continue
        words.wait
        words.as_question
        faq.answer.source title link date
        faq.choose.ask
        faq.choose.none
        faq.unknown question result
        faq.unknown_saved question result code
        faq.unknown_earlier question result
        faq.about question
        faq.staff question result
        faq.staff_several question result
        faq.previous
        faq.back_to_form dialog
        talk.thanks
        talk.greeting
        talk.insult
        talk.who_are_you
        talk.how_are_you
        talk.goodbye
        talk.laugh
        talk.apology
        talk.phrases.thanks
        talk.phrases.greeting
        talk.phrases.insult
        talk.phrases.who_are_you
        talk.phrases.how_are_you
        talk.phrases.goodbye
        talk.phrases.laugh
        talk.phrases.apology
        telegram.contact_hint
        telegram.about
        telegram.description
        terminal.hint
        form.warn.text dialog answered total hours
        form.expire.text dialog
        """);

    private static FrozenDictionary<string, IReadOnlyList<string>> Read(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(words => words[0], words => (IReadOnlyList<string>)words[1..], StringComparer.Ordinal);
}
