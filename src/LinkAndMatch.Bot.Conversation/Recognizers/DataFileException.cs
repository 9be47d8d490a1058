namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A data file cannot be used. The message names file and line and says what was expected.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>Tells what is wrong with a line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Counted from 1; 0 when the whole file is meant.</param>
    /// <param name="problem">What was expected and what came.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public DataFileException(string path, int line, string problem, Exception? inner = null)
        : base(line > 0 ? $"{path}({line}): {problem}" : $"{path}: {problem}", inner)
    {
        FilePath = path;
        Line = line;
        Problem = problem;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Counted from 1; 0 when the whole file is meant.</summary>
    public int Line { get; }

    /// <summary>What was expected and what came.</summary>
    public string Problem { get; }
}
