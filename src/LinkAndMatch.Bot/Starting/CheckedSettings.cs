using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Numbers and times under a section, told in our words before the binder throws in its own.</summary>
internal static class CheckedSettings
{
    /// <summary>Compares what is given with the types and ranges of the section's class.</summary>
    /// <exception cref="SettingException">A value is none of its type, or out of its range.</exception>
    public static void Check<T>(IConfiguration configuration, string section)
    {
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            var given = configuration.GetSection($"{section}:{property.Name}");
            var type = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            var range = property.GetCustomAttribute<RangeAttribute>();
            foreach (var one in given.GetChildren().Prepend(given).Where(s => s.Value is not null))
            {
                if (Read(type, one.Value!) is not { } value || range?.IsValid(value) == false)
                    throw new SettingException($"{one.Path.Replace(":", "__", StringComparison.Ordinal)} is '{one.Value}'; it must be {Form(type)}{(range is null ? "" : $" from {Written(range.Minimum)} to {Written(range.Maximum)}")}.");
            }
        }
    }

    private static object? Read(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception none) when (none is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static string Form(Type type) => type == typeof(TimeSpan) ? "a time such as 00:00:10" : type == typeof(int) ? "a whole number" : "a number";

    private static string Written(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
