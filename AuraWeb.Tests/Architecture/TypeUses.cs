using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AuraWeb.Tests.Architecture;

/// <summary>One type names another.</summary>
/// <param name="User">Full name of the outermost type that does.</param>
/// <param name="Used">Full name of the outermost type it names.</param>
public sealed record TypeUse(string User, string Used);

/// <summary>
/// Reads from an assembly which types its types name: bases, members, signatures, attributes, and everything inside method bodies,
/// closures and state machines included.
/// </summary>
public sealed class TypeUses
{
    private readonly HashSet<TypeUse> _found = [];
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly NamedTypes _names;

    private TypeUses(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
        _names = new NamedTypes(_reader);
    }

    /// <summary>Every use in the assembly that <paramref name="path"/> names.</summary>
    public static IReadOnlyCollection<TypeUse> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var uses = new TypeUses(file);
        foreach (var handle in uses._reader.TypeDefinitions)
        {
            uses.Read(handle);
        }

        return uses._found;
    }

    private void Read(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        _names.Clear();
        Visit(type.BaseType);
        Visit(type.GetCustomAttributes());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Visit(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var parameter in type.GetGenericParameters())
        {
            Visit(parameter);
        }

        foreach (var field in type.GetFields())
        {
            Visit(field);
            Visit(_reader.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (var property in type.GetProperties())
        {
            Visit(_reader.GetPropertyDefinition(property).GetCustomAttributes());
        }

        foreach (var method in type.GetMethods())
        {
            Read(_reader.GetMethodDefinition(method));
        }

        var user = _names.NameOf(handle);
        _found.UnionWith(_names.Seen.Where(used => used != user).Select(used => new TypeUse(user, used)));
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(_names, null);
        Visit(method.GetCustomAttributes());
        foreach (var parameter in method.GetGenericParameters())
        {
            Visit(parameter);
        }

        foreach (var parameter in method.GetParameters())
        {
            Visit(_reader.GetParameter(parameter).GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null);
        }

        foreach (var region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Catch))
        {
            Visit(region.CatchType);
        }

        foreach (var token in Instructions.TokensIn(body.GetILReader()))
        {
            Visit(MetadataTokens.EntityHandle(token));
        }
    }

    private void Visit(GenericParameterHandle parameter)
    {
        foreach (var constraint in _reader.GetGenericParameter(parameter).GetConstraints())
        {
            Visit(_reader.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Visit(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_reader.GetCustomAttribute))
        {
            Visit(attribute.Constructor);
            attribute.DecodeValue(_names);
        }
    }

    private void Visit(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification when !handle.IsNil:
                _names.Add(handle);
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                _names.Add(field.GetDeclaringType());
                field.DecodeSignature(_names, null);
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                _names.Add(method.GetDeclaringType());
                method.DecodeSignature(_names, null);
                break;
            case HandleKind.MemberReference:
                Visit(_reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                var specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Visit(specification.Method);
                specification.DecodeSignature(_names, null);
                break;
        }
    }

    private void Visit(MemberReference member)
    {
        Visit(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(_names, null);
        }
        else
        {
            member.DecodeFieldSignature(_names, null);
        }
    }
}
