<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis autoRefreshMode="Disabled" autoRefreshTime="0" hasScaleBasedVisibilityFlag="0" labelsEnabled="0" maxScale="0" minScale="100000000" simplifyAlgorithm="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" styleCategories="Symbology|Labeling|Rendering" symbologyReferenceScale="-1" version="3.40.0">
 <renderer-v2 attr="CASE WHEN &quot;split&quot; THEN 'split' ELSE 'other' END" enableorderby="0" forceraster="0" referencescale="-1" symbollevels="0" type="categorizedSymbol">
  <categories>
   <category label="Tổ bị chia thật giữa hai địa bàn" render="true" symbol="0" type="string" uuid="{c3524aff-3c6d-57c6-a213-28178ac5a010}" value="split"></category>
   <category label="Chưa xác định được" render="true" symbol="1" type="string" uuid="{d3548c96-b25a-5bd2-b0ff-5cd2f3959785}" value="other"></category>
  </categories>
  <symbols>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="0" type="fill">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""></Option>
      <Option name="properties"></Option>
      <Option name="type" type="QString" value="collection"></Option>
     </Option>
    </data_defined_properties>
    <layer class="LinePatternFill" enabled="1" id="{18714545-85a2-57a5-b1a0-a8af5a4c1ee1}" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45"></Option>
      <Option name="clip_mode" type="QString" value="during_render"></Option>
      <Option name="color" type="QString" value=""></Option>
      <Option name="coordinate_reference" type="QString" value="feature"></Option>
      <Option name="distance" type="QString" value="1.6"></Option>
      <Option name="distance_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="distance_unit" type="QString" value="MM"></Option>
      <Option name="line_width" type="QString" value="0"></Option>
      <Option name="line_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="line_width_unit" type="QString" value="MM"></Option>
      <Option name="offset" type="QString" value="0"></Option>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_unit" type="QString" value="MM"></Option>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="outline_width_unit" type="QString" value="MM"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@0@0" type="line">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""></Option>
        <Option name="properties"></Option>
        <Option name="type" type="QString" value="collection"></Option>
       </Option>
      </data_defined_properties>
      <layer class="SimpleLine" enabled="1" id="{aff99941-022a-54b0-9791-701b997bdf17}" locked="0" pass="0">
       <Option type="Map">
        <Option name="align_dash_pattern" type="QString" value="0"></Option>
        <Option name="capstyle" type="QString" value="flat"></Option>
        <Option name="customdash" type="QString" value="5;2"></Option>
        <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="customdash_unit" type="QString" value="MM"></Option>
        <Option name="dash_pattern_offset" type="QString" value="0"></Option>
        <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="dash_pattern_offset_unit" type="QString" value="MM"></Option>
        <Option name="draw_inside_polygon" type="QString" value="0"></Option>
        <Option name="joinstyle" type="QString" value="round"></Option>
        <Option name="line_color" type="QString" value="200,16,46,255,rgb:0.78431372549019607,0.06274509803921569,0.1803921568627451,1"></Option>
        <Option name="line_style" type="QString" value="solid"></Option>
        <Option name="line_width" type="QString" value="0.25"></Option>
        <Option name="line_width_unit" type="QString" value="MM"></Option>
        <Option name="offset" type="QString" value="0"></Option>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="offset_unit" type="QString" value="MM"></Option>
        <Option name="ring_filter" type="QString" value="0"></Option>
        <Option name="trim_distance_end" type="QString" value="0"></Option>
        <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="trim_distance_end_unit" type="QString" value="MM"></Option>
        <Option name="trim_distance_start" type="QString" value="0"></Option>
        <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="trim_distance_start_unit" type="QString" value="MM"></Option>
        <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"></Option>
        <Option name="use_custom_dash" type="QString" value="0"></Option>
        <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""></Option>
         <Option name="properties"></Option>
         <Option name="type" type="QString" value="collection"></Option>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" id="{833ca1be-4549-5d45-b9d6-87a645054b94}" locked="0" pass="0">
     <Option type="Map">
      <Option name="align_dash_pattern" type="QString" value="0"></Option>
      <Option name="capstyle" type="QString" value="flat"></Option>
      <Option name="customdash" type="QString" value="5;2"></Option>
      <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="customdash_unit" type="QString" value="MM"></Option>
      <Option name="dash_pattern_offset" type="QString" value="0"></Option>
      <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="dash_pattern_offset_unit" type="QString" value="MM"></Option>
      <Option name="draw_inside_polygon" type="QString" value="0"></Option>
      <Option name="joinstyle" type="QString" value="round"></Option>
      <Option name="line_color" type="QString" value="200,16,46,255,rgb:0.78431372549019607,0.06274509803921569,0.1803921568627451,1"></Option>
      <Option name="line_style" type="QString" value="solid"></Option>
      <Option name="line_width" type="QString" value="0.4"></Option>
      <Option name="line_width_unit" type="QString" value="MM"></Option>
      <Option name="offset" type="QString" value="0"></Option>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_unit" type="QString" value="MM"></Option>
      <Option name="ring_filter" type="QString" value="0"></Option>
      <Option name="trim_distance_end" type="QString" value="0"></Option>
      <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_end_unit" type="QString" value="MM"></Option>
      <Option name="trim_distance_start" type="QString" value="0"></Option>
      <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_start_unit" type="QString" value="MM"></Option>
      <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"></Option>
      <Option name="use_custom_dash" type="QString" value="0"></Option>
      <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="CentroidFill" enabled="1" id="{f0d932cb-5970-592f-96bf-789a6c2194d8}" locked="0" pass="0">
     <Option type="Map">
      <Option name="clip_on_current_part_only" type="QString" value="0"></Option>
      <Option name="clip_points" type="QString" value="0"></Option>
      <Option name="point_on_all_parts" type="QString" value="1"></Option>
      <Option name="point_on_surface" type="QString" value="1"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@0@2" type="marker">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""></Option>
        <Option name="properties"></Option>
        <Option name="type" type="QString" value="collection"></Option>
       </Option>
      </data_defined_properties>
      <layer class="SimpleMarker" enabled="1" id="{550f574c-76a6-55e5-9067-a102d853497f}" locked="0" pass="0">
       <Option type="Map">
        <Option name="angle" type="QString" value="0"></Option>
        <Option name="cap_style" type="QString" value="square"></Option>
        <Option name="color" type="QString" value="200,16,46,255,rgb:0.78431372549019607,0.06274509803921569,0.1803921568627451,1"></Option>
        <Option name="horizontal_anchor_point" type="QString" value="1"></Option>
        <Option name="joinstyle" type="QString" value="bevel"></Option>
        <Option name="name" type="QString" value="cross_fill"></Option>
        <Option name="offset" type="QString" value="0,0"></Option>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="offset_unit" type="QString" value="MM"></Option>
        <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"></Option>
        <Option name="outline_style" type="QString" value="solid"></Option>
        <Option name="outline_width" type="QString" value="0.3"></Option>
        <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="outline_width_unit" type="QString" value="MM"></Option>
        <Option name="scale_method" type="QString" value="diameter"></Option>
        <Option name="size" type="QString" value="4"></Option>
        <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="size_unit" type="QString" value="MM"></Option>
        <Option name="vertical_anchor_point" type="QString" value="1"></Option>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""></Option>
         <Option name="properties"></Option>
         <Option name="type" type="QString" value="collection"></Option>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" id="{1cc90922-603c-5393-90f8-67102470e47c}" locked="0" pass="0">
     <Option type="Map">
      <Option name="align_dash_pattern" type="QString" value="0"></Option>
      <Option name="capstyle" type="QString" value="flat"></Option>
      <Option name="customdash" type="QString" value="2;0.8"></Option>
      <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="customdash_unit" type="QString" value="MM"></Option>
      <Option name="dash_pattern_offset" type="QString" value="0"></Option>
      <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="dash_pattern_offset_unit" type="QString" value="MM"></Option>
      <Option name="draw_inside_polygon" type="QString" value="0"></Option>
      <Option name="joinstyle" type="QString" value="round"></Option>
      <Option name="line_color" type="QString" value="200,16,46,255,rgb:0.78431372549019607,0.06274509803921569,0.1803921568627451,1"></Option>
      <Option name="line_style" type="QString" value="solid"></Option>
      <Option name="line_width" type="QString" value="0.5"></Option>
      <Option name="line_width_unit" type="QString" value="MM"></Option>
      <Option name="offset" type="QString" value="0"></Option>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_unit" type="QString" value="MM"></Option>
      <Option name="ring_filter" type="QString" value="0"></Option>
      <Option name="trim_distance_end" type="QString" value="0"></Option>
      <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_end_unit" type="QString" value="MM"></Option>
      <Option name="trim_distance_start" type="QString" value="0"></Option>
      <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_start_unit" type="QString" value="MM"></Option>
      <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"></Option>
      <Option name="use_custom_dash" type="QString" value="1"></Option>
      <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="1" type="fill">
    <data_defined_properties>
     <Option type="Map">
      <Option name="name" type="QString" value=""></Option>
      <Option name="properties"></Option>
      <Option name="type" type="QString" value="collection"></Option>
     </Option>
    </data_defined_properties>
    <layer class="PointPatternFill" enabled="1" id="{c4d5327c-9534-5fde-afd5-88d8d96ef3c6}" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="double" value="0"></Option>
      <Option name="clip_mode" type="QString" value="shape"></Option>
      <Option name="coordinate_reference" type="QString" value="feature"></Option>
      <Option name="displacement_x" type="QString" value="0.8"></Option>
      <Option name="displacement_x_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="displacement_x_unit" type="QString" value="MM"></Option>
      <Option name="displacement_y" type="QString" value="0"></Option>
      <Option name="displacement_y_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="displacement_y_unit" type="QString" value="MM"></Option>
      <Option name="distance_x" type="QString" value="1.6"></Option>
      <Option name="distance_x_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="distance_x_unit" type="QString" value="MM"></Option>
      <Option name="distance_y" type="QString" value="1.6"></Option>
      <Option name="distance_y_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="distance_y_unit" type="QString" value="MM"></Option>
      <Option name="offset_x" type="QString" value="0"></Option>
      <Option name="offset_x_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_x_unit" type="QString" value="MM"></Option>
      <Option name="offset_y" type="QString" value="0"></Option>
      <Option name="offset_y_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_y_unit" type="QString" value="MM"></Option>
      <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="outline_width_unit" type="QString" value="MM"></Option>
      <Option name="random_deviation_x" type="QString" value="0"></Option>
      <Option name="random_deviation_x_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="random_deviation_x_unit" type="QString" value="MM"></Option>
      <Option name="random_deviation_y" type="QString" value="0"></Option>
      <Option name="random_deviation_y_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="random_deviation_y_unit" type="QString" value="MM"></Option>
      <Option name="seed" type="QString" value="0"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@1@0" type="marker">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""></Option>
        <Option name="properties"></Option>
        <Option name="type" type="QString" value="collection"></Option>
       </Option>
      </data_defined_properties>
      <layer class="SimpleMarker" enabled="1" id="{84bb4577-6721-58a8-95d8-5d491ed924f6}" locked="0" pass="0">
       <Option type="Map">
        <Option name="angle" type="QString" value="0"></Option>
        <Option name="cap_style" type="QString" value="square"></Option>
        <Option name="color" type="QString" value="224,123,0,255,rgb:0.8784313725490196,0.4823529411764706,0,1"></Option>
        <Option name="horizontal_anchor_point" type="QString" value="1"></Option>
        <Option name="joinstyle" type="QString" value="bevel"></Option>
        <Option name="name" type="QString" value="circle"></Option>
        <Option name="offset" type="QString" value="0,0"></Option>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="offset_unit" type="QString" value="MM"></Option>
        <Option name="outline_color" type="QString" value="35,35,35,255,rgb:0.13725490196078433,0.13725490196078433,0.13725490196078433,1"></Option>
        <Option name="outline_style" type="QString" value="no"></Option>
        <Option name="outline_width" type="QString" value="0"></Option>
        <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="outline_width_unit" type="QString" value="MM"></Option>
        <Option name="scale_method" type="QString" value="diameter"></Option>
        <Option name="size" type="QString" value="0.6"></Option>
        <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="size_unit" type="QString" value="MM"></Option>
        <Option name="vertical_anchor_point" type="QString" value="1"></Option>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""></Option>
         <Option name="properties"></Option>
         <Option name="type" type="QString" value="collection"></Option>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" id="{95086541-b927-55ae-9c2f-58ad3c20e978}" locked="0" pass="0">
     <Option type="Map">
      <Option name="align_dash_pattern" type="QString" value="0"></Option>
      <Option name="capstyle" type="QString" value="flat"></Option>
      <Option name="customdash" type="QString" value="5;2"></Option>
      <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="customdash_unit" type="QString" value="MM"></Option>
      <Option name="dash_pattern_offset" type="QString" value="0"></Option>
      <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="dash_pattern_offset_unit" type="QString" value="MM"></Option>
      <Option name="draw_inside_polygon" type="QString" value="0"></Option>
      <Option name="joinstyle" type="QString" value="round"></Option>
      <Option name="line_color" type="QString" value="224,123,0,96,rgb:0.8784313725490196,0.4823529411764706,0,0.37647058823529411"></Option>
      <Option name="line_style" type="QString" value="solid"></Option>
      <Option name="line_width" type="QString" value="0.1"></Option>
      <Option name="line_width_unit" type="QString" value="MM"></Option>
      <Option name="offset" type="QString" value="0"></Option>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_unit" type="QString" value="MM"></Option>
      <Option name="ring_filter" type="QString" value="0"></Option>
      <Option name="trim_distance_end" type="QString" value="0"></Option>
      <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_end_unit" type="QString" value="MM"></Option>
      <Option name="trim_distance_start" type="QString" value="0"></Option>
      <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_start_unit" type="QString" value="MM"></Option>
      <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"></Option>
      <Option name="use_custom_dash" type="QString" value="0"></Option>
      <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleLine" enabled="1" id="{5b2cede1-844a-5da9-a1e5-35945badd012}" locked="0" pass="0">
     <Option type="Map">
      <Option name="align_dash_pattern" type="QString" value="0"></Option>
      <Option name="capstyle" type="QString" value="flat"></Option>
      <Option name="customdash" type="QString" value="0.4;0.8"></Option>
      <Option name="customdash_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="customdash_unit" type="QString" value="MM"></Option>
      <Option name="dash_pattern_offset" type="QString" value="0"></Option>
      <Option name="dash_pattern_offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="dash_pattern_offset_unit" type="QString" value="MM"></Option>
      <Option name="draw_inside_polygon" type="QString" value="0"></Option>
      <Option name="joinstyle" type="QString" value="round"></Option>
      <Option name="line_color" type="QString" value="224,123,0,255,rgb:0.8784313725490196,0.4823529411764706,0,1"></Option>
      <Option name="line_style" type="QString" value="solid"></Option>
      <Option name="line_width" type="QString" value="0.4"></Option>
      <Option name="line_width_unit" type="QString" value="MM"></Option>
      <Option name="offset" type="QString" value="0.2"></Option>
      <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="offset_unit" type="QString" value="MM"></Option>
      <Option name="ring_filter" type="QString" value="0"></Option>
      <Option name="trim_distance_end" type="QString" value="0"></Option>
      <Option name="trim_distance_end_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_end_unit" type="QString" value="MM"></Option>
      <Option name="trim_distance_start" type="QString" value="0"></Option>
      <Option name="trim_distance_start_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
      <Option name="trim_distance_start_unit" type="QString" value="MM"></Option>
      <Option name="tweak_dash_pattern_on_corners" type="QString" value="0"></Option>
      <Option name="use_custom_dash" type="QString" value="1"></Option>
      <Option name="width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="CentroidFill" enabled="1" id="{86dbe696-3e7c-595b-8363-4be734ec0d59}" locked="0" pass="0">
     <Option type="Map">
      <Option name="clip_on_current_part_only" type="QString" value="0"></Option>
      <Option name="clip_points" type="QString" value="0"></Option>
      <Option name="point_on_all_parts" type="QString" value="1"></Option>
      <Option name="point_on_surface" type="QString" value="1"></Option>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""></Option>
       <Option name="properties"></Option>
       <Option name="type" type="QString" value="collection"></Option>
      </Option>
     </data_defined_properties>
     <symbol alpha="1" clip_to_extent="1" force_rhr="0" frame_rate="10" is_animated="0" name="@1@3" type="marker">
      <data_defined_properties>
       <Option type="Map">
        <Option name="name" type="QString" value=""></Option>
        <Option name="properties"></Option>
        <Option name="type" type="QString" value="collection"></Option>
       </Option>
      </data_defined_properties>
      <layer class="SimpleMarker" enabled="1" id="{29116fa1-1e2f-59fc-b870-b360c1b5ae0a}" locked="0" pass="0">
       <Option type="Map">
        <Option name="angle" type="QString" value="0"></Option>
        <Option name="cap_style" type="QString" value="square"></Option>
        <Option name="color" type="QString" value="224,123,0,255,rgb:0.8784313725490196,0.4823529411764706,0,1"></Option>
        <Option name="horizontal_anchor_point" type="QString" value="1"></Option>
        <Option name="joinstyle" type="QString" value="bevel"></Option>
        <Option name="name" type="QString" value="diamond"></Option>
        <Option name="offset" type="QString" value="0,0"></Option>
        <Option name="offset_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="offset_unit" type="QString" value="MM"></Option>
        <Option name="outline_color" type="QString" value="255,255,255,255,rgb:1,1,1,1"></Option>
        <Option name="outline_style" type="QString" value="solid"></Option>
        <Option name="outline_width" type="QString" value="0.3"></Option>
        <Option name="outline_width_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="outline_width_unit" type="QString" value="MM"></Option>
        <Option name="scale_method" type="QString" value="diameter"></Option>
        <Option name="size" type="QString" value="4"></Option>
        <Option name="size_map_unit_scale" type="QString" value="3x:0,0,0,0,0,0"></Option>
        <Option name="size_unit" type="QString" value="MM"></Option>
        <Option name="vertical_anchor_point" type="QString" value="1"></Option>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option name="name" type="QString" value=""></Option>
         <Option name="properties"></Option>
         <Option name="type" type="QString" value="collection"></Option>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
  <rotation></rotation>
  <sizescale></sizescale>
  <data-defined-properties>
   <Option type="Map">
    <Option name="name" type="QString" value=""></Option>
    <Option name="properties"></Option>
    <Option name="type" type="QString" value="collection"></Option>
   </Option>
  </data-defined-properties>
 </renderer-v2>
 <selection mode="Default">
  <selectionColor invalid="1"></selectionColor>
 </selection>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <layerGeometryType>2</layerGeometryType>
</qgis>
