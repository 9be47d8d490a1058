namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Recursive descent over <c>or</c>, <c>and</c>, <c>not</c>, comparisons and parentheses.</summary>
internal sealed class ConditionParser(string text)
{
    // Deeper nesting is nobody's condition, and would only exhaust the call stack.
    private const int MaximumDepth = 32;

    private static readonly string[] Reserved = ["and", "or", "not", "in"];

    private readonly string _text = text;
    private int _at;
    private int _depth;

    public Condition Parse()
    {
        var condition = Or();
        SkipBlanks();
        return _at == _text.Length ? condition : throw Expected("'and', 'or' or the end");
    }

    private Condition Or()
    {
        var left = And();
        while (Word("or")) left = new Condition.Or(left, And());
        return left;
    }

    private Condition And()
    {
        var left = Not();
        while (Word("and")) left = new Condition.And(left, Not());
        return left;
    }

    private Condition Not()
    {
        if (++_depth > MaximumDepth) throw Expected("fewer parentheses");
        try
        {
            if (Word("not")) return new Condition.Not(Not());
            if (!Sign("(")) return Comparison();
            var inner = Or();
            return Sign(")") ? inner : throw Expected("')'");
        }
        finally
        {
            _depth--;
        }
    }

    private Condition Comparison()
    {
        var name = Name() ?? throw Expected("a name");
        if (Sign("==")) return new Condition.Compare(name, Dialogs.Comparison.Equal, Literal());
        if (Sign("!=")) return new Condition.Compare(name, Dialogs.Comparison.NotEqual, Literal());
        if (Sign("<")) return new Condition.Compare(name, Dialogs.Comparison.Less, Literal());
        if (Sign(">")) return new Condition.Compare(name, Dialogs.Comparison.Greater, Literal());
        if (!Word("in")) return new Condition.Holds(name);

        if (!Sign("[")) throw Expected("'[' and a list");
        var literals = new List<string> { Literal() };
        while (Sign(",")) literals.Add(Literal());
        return Sign("]") ? new Condition.In(name, literals) : throw Expected("',' or ']'");
    }

    private string Literal()
    {
        SkipBlanks();
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            var end = _text.IndexOf(_text[_at], _at + 1);
            if (end < 0) throw Expected("a closing quote");
            var quoted = _text[(_at + 1)..end];
            _at = end + 1;
            return quoted;
        }

        return Name() ?? throw Expected("a value");
    }

    private string? Name()
    {
        SkipBlanks();
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '.' or '-')) end++;
        if (end == _at || Reserved.Contains(_text[_at..end])) return null;
        var name = _text[_at..end];
        _at = end;
        return name;
    }

    private bool Word(string word)
    {
        SkipBlanks();
        var end = _at + word.Length;
        if (!_text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)) return false;
        if (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '.' or '-')) return false;
        _at = end;
        return true;
    }

    private bool Sign(string sign)
    {
        SkipBlanks();
        if (!_text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal)) return false;
        _at += sign.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private FormatException Expected(string what) => new($"expected {what} at character {_at + 1} of the condition '{_text}'.");
}
