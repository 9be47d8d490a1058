using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>One text, read once: finished runs when it has no places, a Fluid template with marks otherwise.</summary>
internal sealed partial class TextTemplate
{
    private static readonly FluidParser Parser = new();

    private readonly IFluidTemplate? _template;

    private TextTemplate(string source)
    {
        Source = source;
        if (!source.Contains("{{", StringComparison.Ordinal) && !source.Contains("{%", StringComparison.Ordinal))
        {
            Runs = Markup.Parse(source);
            return;
        }

        // A line that holds nothing but tags leaves no empty line behind.
        var marked = TagLine().Replace(Markup.Mark(Markup.WithoutMarks(source)), "$1");
        if (!Parser.TryParse(marked, out _template, out var error)) throw new FormatException(FirstLine(error));
        var reader = new NameReader();
        reader.VisitTemplate(_template);
        Required = [.. reader.Used.Except(reader.Optional)];
        Optional = [.. reader.Optional];
        Filters = [.. reader.Filters];
        SaidKeys = [.. reader.SaidKeys];
        Lists = [.. reader.Lists];
        if (reader.Filters.FirstOrDefault(f => !TextFilters.Names.Contains(f)) is { } unknown)
        {
            throw new FormatException($"unknown filter '{unknown}'; expected one of: {string.Join(", ", TextFilters.Names)}.");
        }

        if (reader.Forbidden is { } tag) throw new FormatException($"the tag '{tag}' is not for texts; use if, unless, case, for and assign.");
    }

    public string Source { get; }

    /// <summary>The finished runs of a text without places.</summary>
    public IReadOnlyList<TextRun>? Runs { get; }

    /// <summary>Names that must be given.</summary>
    public IReadOnlyList<string> Required { get; } = [];

    /// <summary>Names that an <c>if</c> or a <c>for</c> asks for, so they may be missing.</summary>
    public IReadOnlyList<string> Optional { get; } = [];

    public IReadOnlyList<string> Filters { get; } = [];

    /// <summary>The beginnings of keys that the filter <c>say</c> is given.</summary>
    public IReadOnlyList<string> SaidKeys { get; } = [];

    /// <summary>The lists that the filter <c>label</c> looks into.</summary>
    public IReadOnlyList<string> Lists { get; } = [];

    /// <exception cref="FormatException">The text is no template; the message says what was expected.</exception>
    public static TextTemplate Parse(string source) => new(source);

    /// <summary>The text with its marks, filled in.</summary>
    public string Fill(TemplateContext context) => _template is null ? Markup.Mark(Source) : _template.Render(context, NullEncoder.Default);

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    [GeneratedRegex(@"(?m)^[ \t]*((?:\{%[^%]*%\}[ \t]*)+)\n")]
    private static partial Regex TagLine();

    /// <summary>Which names a template uses, which of them it asks for first, and which filters.</summary>
    private sealed class NameReader : AstVisitor
    {
        private readonly HashSet<string> _own = ["forloop"];
        private bool _inCondition;

        public HashSet<string> Used { get; } = [];

        public HashSet<string> Optional { get; } = [];

        public HashSet<string> Filters { get; } = [];

        public HashSet<string> SaidKeys { get; } = [];

        public HashSet<string> Lists { get; } = [];

        public string? Forbidden { get; private set; }

        protected override Statement VisitForStatement(ForStatement forStatement)
        {
            // A list that is not given is an empty list.
            _own.Add(forStatement.Identifier);
            Asking(forStatement.Source);
            return base.VisitForStatement(forStatement);
        }

        protected override Statement VisitAssignStatement(AssignStatement assignStatement)
        {
            _own.Add(assignStatement.Identifier);
            return base.VisitAssignStatement(assignStatement);
        }

        protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
        {
            _own.Add(captureStatement.Identifier);
            return base.VisitCaptureStatement(captureStatement);
        }

        protected override Statement VisitIfStatement(IfStatement ifStatement)
        {
            Asking(ifStatement.Condition);
            return base.VisitIfStatement(ifStatement);
        }

        protected override Statement VisitElseIfStatement(ElseIfStatement elseIfStatement)
        {
            Asking(elseIfStatement.Condition);
            return base.VisitElseIfStatement(elseIfStatement);
        }

        protected override Statement VisitUnlessStatement(UnlessStatement unlessStatement)
        {
            Asking(unlessStatement.Condition);
            return base.VisitUnlessStatement(unlessStatement);
        }

        protected override Statement VisitIncludeStatement(IncludeStatement includeStatement) => Forbid("include", includeStatement);

        protected override Statement VisitRenderStatement(RenderStatement renderStatement) => Forbid("render", renderStatement);

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            if (memberExpression.Segments is [IdentifierSegment { Identifier: var name }, ..] && !_own.Contains(name))
            {
                Used.Add(name);
                if (_inCondition) Optional.Add(name);
            }

            return base.VisitMemberExpression(memberExpression);
        }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            Filters.Add(filterExpression.Name);
            if (filterExpression is { Name: "say", Parameters: [{ Expression: LiteralExpression literal }, ..] }) SaidKeys.Add(literal.Value.ToStringValue());
            if (filterExpression is { Name: "label", Parameters: [{ Expression: LiteralExpression list }] }) Lists.Add(list.Value.ToStringValue());
            foreach (var argument in filterExpression.Parameters) Visit(argument.Expression);
            return base.VisitFilterExpression(filterExpression);
        }

        private void Asking(Expression condition)
        {
            var outer = _inCondition;
            _inCondition = true;
            Visit(condition);
            _inCondition = outer;
        }

        private Statement Forbid(string tag, Statement statement)
        {
            Forbidden = tag;
            return statement;
        }
    }
}
