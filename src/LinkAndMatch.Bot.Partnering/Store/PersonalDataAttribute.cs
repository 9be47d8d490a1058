namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Marks a column that can hold personal data. Export, erasure and retention are derived from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute : Attribute;
