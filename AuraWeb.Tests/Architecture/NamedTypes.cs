using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AuraWeb.Tests.Architecture;

/// <summary>Gathers the types that signatures and attributes name, each by the full name of its outermost type.</summary>
internal sealed class NamedTypes(MetadataReader reader) : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    private readonly HashSet<string> _seen = [];

    public IReadOnlyCollection<string> Seen => _seen;

    public void Clear() => _seen.Clear();

    public void Add(EntityHandle type)
    {
        if (type.Kind == HandleKind.TypeSpecification)
        {
            reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(this, null);
        }
        else
        {
            _seen.Add(NameOf(type));
        }
    }

    public string NameOf(EntityHandle type)
    {
        if (type.Kind == HandleKind.TypeDefinition)
        {
            var definition = reader.GetTypeDefinition((TypeDefinitionHandle)type);
            var outer = definition.GetDeclaringType();
            return outer.IsNil ? Join(definition.Namespace, definition.Name) : NameOf(outer);
        }

        var reference = reader.GetTypeReference((TypeReferenceHandle)type);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(reference.ResolutionScope)
            : Join(reference.Namespace, reference.Name);
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Note(handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetTypeFromSerializedName(string name)
    {
        _seen.Add(name.Split(',', '+', '[')[0]);
        return name;
    }

    public string GetArrayType(string elementType, ArrayShape shape) => elementType;

    public string GetByReferenceType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

    public string GetGenericMethodParameter(object? genericContext, int index) => "";

    public string GetGenericTypeParameter(object? genericContext, int index) => "";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType;

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

    public string GetSZArrayType(string elementType) => elementType;

    public string GetSystemType() => "System.Type";

    public bool IsSystemType(string type) => type == "System.Type";

    // No attribute in use takes an enumeration of another size; one that did would fail here, not pass unseen.
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    private string Join(StringHandle space, StringHandle name) =>
        space.IsNil ? reader.GetString(name) : $"{reader.GetString(space)}.{reader.GetString(name)}";

    private string Note(EntityHandle type)
    {
        var name = NameOf(type);
        _seen.Add(name);
        return name;
    }
}
