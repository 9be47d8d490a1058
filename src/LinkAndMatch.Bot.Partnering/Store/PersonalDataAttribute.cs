namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Marks a column that can hold personal data. Export, erasure and retention are derived from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute;

/// <summary>Says that somebody looked: this column (or every column of this table) cannot hold personal data.</summary>
/// <param name="why">What it holds instead, when the name does not say it.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class NotPersonalAttribute(string? why = null) : Attribute
{
    public string? Why { get; } = why;
}
