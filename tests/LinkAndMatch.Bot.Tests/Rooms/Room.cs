using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LinkAndMatch.Bot.Tests.Rooms;

/// <summary>What a project of <c>src/</c> leans on.</summary>
/// <param name="Name">The last part of its name; the host has none beyond the product's and is called Bot.</param>
/// <param name="Projects">Rooms that its project file names.</param>
/// <param name="Packages">Packages that its project file names.</param>
/// <param name="Assemblies">Assemblies that its code uses, also those that came along with another room.</param>
internal sealed record Room(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Assemblies)
{
    private const string Product = "LinkAndMatch.Bot";

    /// <summary>Reads a project's file and what was built from it.</summary>
    public static Room Read(string name, string projectFile, string assemblyFile)
    {
        var project = XDocument.Load(projectFile);
        return new Room(
            name,
            [.. Included("ProjectReference").Select(p => NameOf(p.Split('\\', '/')[^1][..^".csproj".Length]))],
            [.. Included("PackageReference")],
            AssembliesOf(assemblyFile));

        IEnumerable<string> Included(string element) => project.Descendants(element).Select(e => e.Attribute("Include")!.Value);
    }

    /// <summary>The room's name of a project or an assembly of the product.</summary>
    public static string NameOf(string project) => project == Product ? "Bot" : Regex.Replace(project, @"^LinkAndMatch\.Bot\.", "");

    public static bool IsProduct(string assembly) => assembly == Product || assembly.StartsWith(Product + ".", StringComparison.Ordinal);

    private static IReadOnlyList<string> AssembliesOf(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
